package dev.coterie.admin;

import java.util.List;

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

/** What is done to many boards at once: a page asks before, and the list says afterwards what was done. */
@Controller
@RequestMapping("/admin/boards/batch")
class BoardBatchController {

    private final DocumentBatch batch;

    BoardBatchController(BoardAdministration boards, Flash flash) {
        this.batch = new DocumentBatch(boards.care(), flash, "boards");
    }

    @ModelAttribute("section")
    String section() {
        return "boards";
    }

    /** @param action the key of a {@link DocumentAction} */
    @GetMapping
    @Requires(Permission.BOARDS_VIEW)
    String ask(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(name = "id", required = false, defaultValue = "") List<Long> ids,
            Model model,
            RedirectAttributes next) {
        return batch.ask(allowed(self, action), ids, model, next);
    }

    /** @param action the key of a {@link DocumentAction} */
    @PostMapping("/{action}")
    @Requires(Permission.BOARDS_VIEW)
    String run(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable String action,
            @RequestParam(name = "id", required = false, defaultValue = "") List<Long> ids,
            RedirectAttributes next) {
        return batch.run(self.account(), allowed(self, action), ids, next);
    }

    private static DocumentAction allowed(AccountPrincipal self, String action) {
        DocumentAction wanted =
                DocumentAction.of(action).orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        self.require(wanted.deletes() ? Permission.BOARDS_DELETE : Permission.BOARDS_CHANGE);
        return wanted;
    }
}
