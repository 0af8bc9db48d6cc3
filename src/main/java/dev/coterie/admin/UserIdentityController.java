package dev.coterie.admin;

import java.util.Objects;

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

import dev.coterie.account.AccountAdministration;
import dev.coterie.account.AccountDetails;
import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.IdentityAdministration;
import dev.coterie.account.OidcProperties;
import dev.coterie.account.Permission;
import dev.coterie.account.RefusedException;
import dev.coterie.account.web.FormRefusals;
import dev.coterie.account.web.FreshLogin;

/** Who at the sign-in provider opens a user's account. */
@Controller
@RequestMapping("/admin/users/{id}/identity")
class UserIdentityController {

    private final AccountAdministration accounts;
    private final IdentityAdministration identities;
    private final OidcProperties provider;
    private final Flash flash;

    UserIdentityController(
            AccountAdministration accounts, IdentityAdministration identities, OidcProperties provider, Flash flash) {
        this.accounts = accounts;
        this.identities = identities;
        this.provider = provider;
        this.flash = flash;
    }

    @ModelAttribute("section")
    String section() {
        return "users";
    }

    @GetMapping
    @Requires(Permission.USERS_CHANGE)
    String show(@AuthenticationPrincipal AccountPrincipal self, @PathVariable long id, Model model) {
        model.addAttribute("form", new IdentityForm(""));
        return page(self, find(id), model);
    }

    @PostMapping
    @FreshLogin
    @Requires(Permission.USERS_CHANGE)
    String link(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable long id,
            @ModelAttribute("form") IdentityForm form,
            BindingResult errors,
            Model model,
            RedirectAttributes next) {
        AccountDetails details = find(id);
        try {
            identities.link(self.account(), id, form.subject());
        } catch (RefusedException e) {
            FormRefusals.reject(errors, e);
            return page(self, details, model);
        }
        flash.done(next, "oidc.admin.flash.connected", details.username());
        return "redirect:/admin/users/" + id;
    }

    @PostMapping("/disconnect")
    @FreshLogin
    @Requires(Permission.USERS_CHANGE)
    String unlink(@AuthenticationPrincipal AccountPrincipal self, @PathVariable long id, RedirectAttributes next) {
        AccountDetails details = find(id);
        try {
            identities.unlink(self.account(), id);
            flash.done(next, "oidc.admin.flash.disconnected", details.username());
        } catch (RefusedException e) {
            flash.refused(next, e);
        }
        return "redirect:/admin/users/" + id;
    }

    private String page(AccountPrincipal self, AccountDetails details, Model model) {
        model.addAttribute("user", UserRow.of(details));
        model.addAttribute("identity", identities.find(details.id()).orElse(null));
        model.addAttribute("against", accounts.againstChange(self.account(), details.id()));
        return "admin/user-identity";
    }

    /** Without a provider there is no such page. */
    private AccountDetails find(long id) {
        return accounts.find(id)
                .filter(details -> provider.enabled())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Whom to connect. */
    record IdentityForm(String subject) {

        IdentityForm {
            subject = Objects.requireNonNullElse(subject, "");
        }
    }
}
