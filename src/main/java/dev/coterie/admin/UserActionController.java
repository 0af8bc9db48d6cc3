package dev.coterie.admin;

import java.util.List;
import java.util.function.BiConsumer;

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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.Account;
import dev.coterie.account.AccountAdministration;
import dev.coterie.account.AccountDetails;
import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.Permission;
import dev.coterie.account.Refusal;
import dev.coterie.account.RefusedException;
import dev.coterie.account.web.FormRefusals;
import dev.coterie.account.web.FreshLogin;

/** What is done to a user with one button: password, access, deletion. */
@Controller
@RequestMapping("/admin/users/{id}")
class UserActionController {

    private final AccountAdministration accounts;
    private final Flash flash;

    UserActionController(AccountAdministration accounts, Flash flash) {
        this.accounts = accounts;
        this.flash = flash;
    }

    @ModelAttribute("section")
    String section() {
        return "users";
    }

    @GetMapping("/password")
    @Requires(Permission.USERS_CHANGE)
    String showPassword(@AuthenticationPrincipal AccountPrincipal self, @PathVariable long id, Model model) {
        if (self.account().id() == id) {
            return "redirect:/account#password";
        }
        model.addAttribute("user", UserRow.of(find(id)));
        model.addAttribute("form", PasswordForm.EMPTY);
        return "admin/user-password";
    }

    @PostMapping("/password")
    @Requires(Permission.USERS_CHANGE)
    String setPassword(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable long id,
            @ModelAttribute("form") PasswordForm form,
            BindingResult errors,
            Model model,
            RedirectAttributes next) {
        AccountDetails details = find(id);
        if (!form.password().equals(form.repeated())) {
            errors.rejectValue("repeated", "admin.user.password.differs");
        } else {
            try {
                accounts.setPassword(self.account(), id, form.password());
                flash.done(next, "admin.user.flash.password", details.username());
                return "redirect:/admin/users/" + id;
            } catch (RefusedException e) {
                FormRefusals.reject(errors, e);
            }
        }
        model.addAttribute("user", UserRow.of(details));
        return "admin/user-password";
    }

    @PostMapping("/password/remove")
    @Requires(Permission.USERS_CHANGE)
    @FreshLogin
    String removePassword(
            @AuthenticationPrincipal AccountPrincipal self, @PathVariable long id, RedirectAttributes next) {
        return act(self, id, next, accounts::removePassword, "admin.user.flash.password-removed");
    }

    @PostMapping("/activate")
    @Requires(Permission.USERS_CHANGE)
    String activate(@AuthenticationPrincipal AccountPrincipal self, @PathVariable long id, RedirectAttributes next) {
        return act(self, id, next, accounts::activate, "admin.user.flash.activated");
    }

    @PostMapping("/deactivate")
    @Requires(Permission.USERS_CHANGE)
    String deactivate(@AuthenticationPrincipal AccountPrincipal self, @PathVariable long id, RedirectAttributes next) {
        return act(self, id, next, accounts::deactivate, "admin.user.flash.deactivated");
    }

    @PostMapping("/logout")
    @Requires(Permission.USERS_CHANGE)
    String logOut(@AuthenticationPrincipal AccountPrincipal self, @PathVariable long id, RedirectAttributes next) {
        return act(self, id, next, accounts::logOutEverywhere, "admin.user.flash.logged-out");
    }

    @GetMapping("/delete")
    @Requires(Permission.USERS_DELETE)
    @FreshLogin
    String showDelete(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable long id,
            Model model,
            RedirectAttributes next) {
        AccountDetails details = find(id);
        List<Refusal> against = accounts.againstDeletion(self.account(), id);
        if (!against.isEmpty()) {
            flash.refused(next, new RefusedException(against));
            return "redirect:/admin/users/" + id;
        }
        model.addAttribute("user", UserRow.of(details));
        return "admin/user-delete";
    }

    @PostMapping("/delete")
    @Requires(Permission.USERS_DELETE)
    @FreshLogin
    String delete(@AuthenticationPrincipal AccountPrincipal self, @PathVariable long id, RedirectAttributes next) {
        AccountDetails details = find(id);
        try {
            accounts.delete(self.account(), id);
            flash.done(next, "admin.user.flash.deleted", details.username());
            return "redirect:/admin/users";
        } catch (RefusedException e) {
            flash.refused(next, e);
            return "redirect:/admin/users/" + id;
        }
    }

    private String act(
            AccountPrincipal self,
            long id,
            RedirectAttributes next,
            BiConsumer<Account, Long> action,
            String messageKey) {
        AccountDetails details = find(id);
        try {
            action.accept(self.account(), id);
            flash.done(next, messageKey, details.username());
        } catch (RefusedException e) {
            flash.refused(next, e);
        }
        return "redirect:/admin/users/" + id;
    }

    private AccountDetails find(long id) {
        return accounts.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
