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

/** The list of boards, and that of the trash. */
@Controller
class BoardListController {

    private final BoardAdministration boards;

    BoardListController(BoardAdministration boards) {
        this.boards = boards;
    }

    @ModelAttribute("section")
    String section() {
        return "boards";
    }

    @GetMapping("/admin/boards")
    @Requires(Permission.BOARDS_VIEW)
    String list(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String among,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "1") String page,
            Model model) {
        DocumentFilter filter = new DocumentFilter(q, among, sort, PageNumbers.read(page));
        model.addAttribute("list", boards.list(filter));
        model.addAttribute("amongs", List.of("writable", "read-only", "trash"));
        model.addAttribute(
                "actions",
                DocumentAction.keys(
                        filter.trash(), self.has(Permission.BOARDS_CHANGE), self.has(Permission.BOARDS_DELETE)));
        return "admin/boards";
    }
}
