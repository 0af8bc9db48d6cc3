package dev.coterie.admin;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.Permission;
import dev.coterie.document.DocumentCatalog.Summary;

/** One document, by its number in the catalogue: its name is any text, and another may have it when it is in the trash. */
@Controller
@RequestMapping("/admin/documents/{id}")
class DocumentPageController {

    private static final int VERSIONS = 10;

    /** What the editor's page of a document may be called; dots alone would be taken for directories. */
    private static final Pattern PAGE_ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~-]{1,128}");

    private final DocumentAdministration documents;
    private final Histories histories;
    private final Flash flash;

    DocumentPageController(DocumentAdministration documents, Histories histories, Flash flash) {
        this.documents = documents;
        this.histories = histories;
        this.flash = flash;
    }

    @ModelAttribute("section")
    String section() {
        return "documents";
    }

    @GetMapping
    @Requires(Permission.DOCUMENTS_VIEW)
    String show(@PathVariable long id, Model model) {
        Summary document = find(id);
        model.addAttribute("form", new TitleForm(document.record().keeping().title()));
        return page(document, model);
    }

    @PostMapping("/title")
    @Requires(Permission.DOCUMENTS_CHANGE)
    String retitle(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable long id,
            @Valid @ModelAttribute("form") TitleForm form,
            BindingResult errors,
            Model model,
            RedirectAttributes next) {
        Summary document = find(id);
        if (errors.hasErrors()) {
            return page(document, model);
        }
        documents.care().retitle(self.account(), document, form.wanted());
        flash.done(next, "documents.flash.renamed", find(id).record().shownName());
        return "redirect:/admin/documents/" + id;
    }

    @PostMapping("/read-only")
    @Requires(Permission.DOCUMENTS_CHANGE)
    String setReadOnly(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable long id,
            @RequestParam boolean readOnly,
            RedirectAttributes next) {
        Summary document = find(id);
        documents.care().setReadOnly(self.account(), document, readOnly);
        flash.done(
                next,
                readOnly ? "documents.batch.done.read-only" : "documents.batch.done.writable",
                document.record().shownName());
        return "redirect:/admin/documents/" + id;
    }

    @GetMapping("/history")
    @Requires(Permission.DOCUMENTS_VIEW)
    String history(@PathVariable long id, @RequestParam(defaultValue = "1") String page, Model model) {
        model.addAttribute("name", find(id).record().shownName());
        model.addAttribute("back", "/admin/documents/" + id);
        model.addAttribute("list", histories.of(AdminEntry.Kind.DOCUMENT, id, page));
        return "admin/history";
    }

    private String page(Summary document, Model model) {
        String name = document.record().key().name();
        boolean trash = document.deletion() != null;
        model.addAttribute("document", documents.row(document));
        model.addAttribute("stored", ByteCount.format(documents.storedBytes(document)));
        model.addAttribute("people", trash ? Map.of() : people(documents.care().users(name)));
        model.addAttribute("hasPage", !trash && PAGE_ID.matcher(name).matches());
        Versions versions = documents.versions(document, Long.MAX_VALUE);
        model.addAttribute(
                "versions",
                versions.lines().subList(0, Math.min(VERSIONS, versions.lines().size())));
        boolean more = versions.lines().size() > VERSIONS || versions.before() > 0;
        model.addAttribute("moreVersions", more);
        model.addAttribute("whole", !more);
        model.addAttribute(
                "entries",
                histories.newest(
                        AdminEntry.Kind.DOCUMENT, document.record().id().number()));
        return "admin/document";
    }

    /** Usernames, and how often each has it open. */
    private static Map<String, Long> people(List<String> users) {
        return users.stream().collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    private Summary find(long id) {
        return documents.care().find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
