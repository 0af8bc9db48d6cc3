package dev.coterie.admin;

import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.Permission;
import dev.coterie.convergence.ModelContent;
import dev.coterie.document.DocumentCatalog.Summary;

/** What a document was. */
@Controller
@RequestMapping("/admin/documents/{id}/versions")
class DocumentVersionController {

    /** Characters of a text that are shown; the file has all of them. */
    private static final int SHOWN = 200_000;

    private final DocumentAdministration documents;
    private final Flash flash;

    DocumentVersionController(DocumentAdministration documents, Flash flash) {
        this.documents = documents;
        this.flash = flash;
    }

    @ModelAttribute("section")
    String section() {
        return "documents";
    }

    /** @param before the versions are older than this one */
    @GetMapping
    @Requires(Permission.DOCUMENTS_VIEW)
    String list(@PathVariable long id, @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before, Model model) {
        Summary document = find(id);
        Versions versions = documents.versions(document, before);
        model.addAttribute("document", documents.row(document));
        model.addAttribute("versions", versions.lines());
        model.addAttribute("before", versions.before());
        model.addAttribute("whole", versions.before() == 0 && !versions.lines().isEmpty());
        return "admin/document-versions";
    }

    @GetMapping("/{version}")
    @Requires(Permission.DOCUMENTS_VIEW)
    String show(@PathVariable long id, @PathVariable long version, Model model) {
        Summary document = find(id);
        ModelContent content =
                documents.at(document, version).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Optional<String> text = content.text();
        model.addAttribute("document", documents.row(document));
        model.addAttribute("version", version);
        model.addAttribute(
                "text", text.map(DocumentVersionController::beginning).orElse(null));
        model.addAttribute("cut", text.filter(whole -> whole.length() > SHOWN).isPresent());
        return "admin/document-version";
    }

    private static String beginning(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, text.offsetByCodePoints(0, SHOWN / 2));
    }

    @PostMapping("/{version}/restore")
    @Requires(Permission.DOCUMENTS_CHANGE)
    String restore(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable long id,
            @PathVariable long version,
            RedirectAttributes next) {
        if (documents.revert(self.account(), find(id), version).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        flash.done(next, "documents.flash.version", Long.toString(version));
        return "redirect:/admin/documents/" + id;
    }

    private Summary find(long id) {
        return documents
                .care()
                .find(id)
                .filter(document -> document.deletion() == null)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
