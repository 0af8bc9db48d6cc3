package dev.coterie.admin;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
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
        DocumentAction wanted =
                DocumentAction.of(action).orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        self.require(wanted.deletes() ? Permission.BOARDS_DELETE : Permission.BOARDS_CHANGE);
        return batch.ask(wanted, ids, model, next);
    }

    @PostMapping("/read-only")
    @Requires(Permission.BOARDS_CHANGE)
    String readOnly(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(name = "id", required = false, defaultValue = "") List<Long> ids,
            RedirectAttributes next) {
        return batch.run(self.account(), DocumentAction.READ_ONLY, ids, next);
    }

    @PostMapping("/writable")
    @Requires(Permission.BOARDS_CHANGE)
    String writable(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(name = "id", required = false, defaultValue = "") List<Long> ids,
            RedirectAttributes next) {
        return batch.run(self.account(), DocumentAction.WRITABLE, ids, next);
    }

    @PostMapping("/delete")
    @Requires(Permission.BOARDS_DELETE)
    String delete(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(name = "id", required = false, defaultValue = "") List<Long> ids,
            RedirectAttributes next) {
        return batch.run(self.account(), DocumentAction.DELETE, ids, next);
    }

    @PostMapping("/restore")
    @Requires(Permission.BOARDS_DELETE)
    String restore(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(name = "id", required = false, defaultValue = "") List<Long> ids,
            RedirectAttributes next) {
        return batch.run(self.account(), DocumentAction.RESTORE, ids, next);
    }

    @PostMapping("/purge")
    @Requires(Permission.BOARDS_DELETE)
    String purge(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(name = "id", required = false, defaultValue = "") List<Long> ids,
            RedirectAttributes next) {
        return batch.run(self.account(), DocumentAction.PURGE, ids, next);
    }
}
