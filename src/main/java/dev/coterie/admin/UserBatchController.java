package dev.coterie.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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

import dev.coterie.account.AccountAction;
import dev.coterie.account.AccountBatch;
import dev.coterie.account.AccountBatch.Candidate;
import dev.coterie.account.AccountBatch.Outcome;
import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.Permission;
import dev.coterie.account.web.FreshLogin;

/** What is done to many users at once: a page asks before, and the list says afterwards what became of it. */
@Controller
@RequestMapping("/admin/users/batch")
class UserBatchController {

    private static final String LIST = "redirect:/admin/users";

    private final AccountBatch batch;
    private final Flash flash;

    UserBatchController(AccountBatch batch, Flash flash) {
        this.batch = batch;
        this.flash = flash;
    }

    @ModelAttribute("section")
    String section() {
        return "users";
    }

    /** @param action the name of an {@link AccountAction}, in lower-case letters */
    @GetMapping
    @Requires(Permission.USERS_VIEW)
    String ask(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(name = "id", required = false, defaultValue = "") List<Long> ids,
            Model model,
            RedirectAttributes next) {
        if (action.isEmpty() || ids.isEmpty()) {
            flash.problem(next, action.isEmpty() ? "admin.bulk.no-action" : "admin.bulk.nobody");
            return LIST;
        }
        if (ids.size() > AccountBatch.MAX_ACCOUNTS) {
            flash.problem(next, "admin.bulk.too-many", AccountBatch.MAX_ACCOUNTS);
            return LIST;
        }
        AccountAction wanted = find(action);
        self.require(wanted.permission());
        List<Candidate> candidates = batch.candidates(self.account(), wanted, ids);
        model.addAttribute("action", action);
        model.addAttribute("path", "/admin/users/batch/" + action.replace('_', '-'));
        model.addAttribute(
                "users",
                candidates.stream()
                        .filter(candidate -> candidate.against().isEmpty())
                        .map(candidate -> UserRow.of(candidate.account()))
                        .toList());
        model.addAttribute(
                "refused",
                candidates.stream()
                        .filter(candidate -> !candidate.against().isEmpty())
                        .toList());
        return "admin/users-batch";
    }

    @PostMapping("/activate")
    @Requires(Permission.USERS_CHANGE)
    String activate(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(name = "id", required = false, defaultValue = "") List<Long> ids,
            RedirectAttributes next) {
        return run(self, AccountAction.ACTIVATE, ids, next);
    }

    @PostMapping("/deactivate")
    @Requires(Permission.USERS_CHANGE)
    String deactivate(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(name = "id", required = false, defaultValue = "") List<Long> ids,
            RedirectAttributes next) {
        return run(self, AccountAction.DEACTIVATE, ids, next);
    }

    @PostMapping("/log-out")
    @Requires(Permission.USERS_CHANGE)
    String logOut(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(name = "id", required = false, defaultValue = "") List<Long> ids,
            RedirectAttributes next) {
        return run(self, AccountAction.LOG_OUT, ids, next);
    }

    @PostMapping("/delete")
    @Requires(Permission.USERS_DELETE)
    @FreshLogin
    String delete(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(name = "id", required = false, defaultValue = "") List<Long> ids,
            RedirectAttributes next) {
        return run(self, AccountAction.DELETE, ids, next);
    }

    private String run(AccountPrincipal self, AccountAction action, List<Long> ids, RedirectAttributes next) {
        Outcome outcome = batch.run(self.account(), action, ids);
        if (outcome.done() > 0) {
            flash.done(next, "admin.bulk.done." + action.name().toLowerCase(Locale.ROOT), outcome.done());
        }
        flash.refused(next, outcome.refused());
        return LIST;
    }

    private static AccountAction find(String action) {
        return Arrays.stream(AccountAction.values())
                .filter(candidate -> candidate.name().toLowerCase(Locale.ROOT).equals(action))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
    }
}
