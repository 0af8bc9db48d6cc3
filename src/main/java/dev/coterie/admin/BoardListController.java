package dev.coterie.admin;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

import dev.coterie.account.Permission;

/** The list of boards. */
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
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") String page, Model model) {
        model.addAttribute("list", boards.list(new BoardList.Filter(q, PageNumbers.read(page))));
        return "admin/boards";
    }
}
