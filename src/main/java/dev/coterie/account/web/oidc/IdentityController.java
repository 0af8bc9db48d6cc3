package dev.coterie.account.web.oidc;

import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.OidcProperties;
import dev.coterie.account.OwnAccount;
import dev.coterie.account.OwnIdentity;
import dev.coterie.account.RefusedException;
import dev.coterie.account.web.FormRefusals;

/** Connecting one's own account with the provider, and ending that. */
@Controller
@WithProvider
@RequestMapping(IdentityController.PATH)
class IdentityController {

    static final String PATH = "/account/identity";

    private static final String DONE = "redirect:/account#identity";

    private final OwnIdentity identities;
    private final OwnAccount accounts;
    private final OidcProperties properties;

    IdentityController(OwnIdentity identities, OwnAccount accounts, OidcProperties properties) {
        this.identities = identities;
        this.accounts = accounts;
        this.properties = properties;
    }

    @GetMapping
    String ask(@AuthenticationPrincipal AccountPrincipal self, HttpServletRequest request, Model model) {
        Optional<PendingConnection> pending =
                PendingConnection.of(self.account().id(), request);
        if (pending.isEmpty()) {
            return DONE;
        }
        model.addAttribute("connection", new ConnectionForm(""));
        return page(self, pending.get(), model);
    }

    @PostMapping
    String connect(
            @AuthenticationPrincipal AccountPrincipal self,
            @ModelAttribute("connection") ConnectionForm form,
            BindingResult errors,
            HttpServletRequest request,
            Model model,
            RedirectAttributes flash) {
        Optional<PendingConnection> pending =
                PendingConnection.of(self.account().id(), request);
        if (pending.isEmpty()) {
            return DONE;
        }
        try {
            identities.link(self, pending.get().user(), form.currentPassword(), request.getRemoteAddr());
        } catch (RefusedException e) {
            FormRefusals.reject(errors, e);
            return page(self, pending.get(), model);
        }
        PendingConnection.forget(request);
        flash.addFlashAttribute("flash", "oidc.flash.connected");
        flash.addFlashAttribute("flashName", properties.name());
        return DONE;
    }

    @PostMapping("/cancel")
    String cancel(HttpServletRequest request) {
        PendingConnection.forget(request);
        return DONE;
    }

    @PostMapping("/disconnect")
    String disconnect(@AuthenticationPrincipal AccountPrincipal self, RedirectAttributes flash) {
        try {
            identities.unlink(self);
            flash.addFlashAttribute("flash", "oidc.flash.disconnected");
            flash.addFlashAttribute("flashName", properties.name());
        } catch (RefusedException e) {
            flash.addFlashAttribute("identityRefused", e.refusals().get(0).messageKey());
        }
        return DONE;
    }

    private String page(AccountPrincipal self, PendingConnection pending, Model model) {
        model.addAttribute("person", pending.user().label());
        model.addAttribute("provider", properties.name());
        model.addAttribute("hasPassword", accounts.hasPassword(self));
        return "account/identity";
    }

    /** The password once more: a session alone, found open, must not give the account away for good. */
    record ConnectionForm(String currentPassword) {

        ConnectionForm {
            currentPassword = Objects.requireNonNullElse(currentPassword, "");
        }

        @Override
        public String toString() {
            return "ConnectionForm[]";
        }
    }
}
