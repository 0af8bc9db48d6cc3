package dev.coterie.admin;

import java.util.List;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.Permission;

/** The list of documents, and that of the trash. */
@Controller
class DocumentListController {

    private final DocumentAdministration documents;

    DocumentListController(DocumentAdministration documents) {
        this.documents = documents;
    }

    @ModelAttribute("section")
    String section() {
        return "documents";
    }

    @GetMapping("/admin/documents")
    @Requires(Permission.DOCUMENTS_VIEW)
    String list(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String among,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "1") String page,
            Model model) {
        DocumentFilter filter = new DocumentFilter(q, among, sort, PageNumbers.read(page));
        model.addAttribute("list", documents.list(filter));
        model.addAttribute("amongs", List.of("writable", "read-only", "trash"));
        model.addAttribute(
                "actions",
                DocumentAction.keys(
                        filter.trash(), self.has(Permission.DOCUMENTS_CHANGE), self.has(Permission.DOCUMENTS_DELETE)));
        return "admin/documents";
    }
}
