package dev.coterie.account.web;

import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.Account;
import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.OidcProperties;
import dev.coterie.account.OwnAccount;
import dev.coterie.account.OwnIdentity;
import dev.coterie.account.ProfileChange;
import dev.coterie.account.RefusedException;

/** Everybody's own account. */
@Controller
@RequestMapping("/account")
class OwnAccountController {

    private final OwnAccount accounts;
    private final OwnLogins logins;
    private final LoginRenewal renewal;
    private final OwnIdentity identities;
    private final OidcProperties provider;

    OwnAccountController(
            OwnAccount accounts,
            OwnLogins logins,
            LoginRenewal renewal,
            OwnIdentity identities,
            OidcProperties provider) {
        this.accounts = accounts;
        this.logins = logins;
        this.renewal = renewal;
        this.identities = identities;
        this.provider = provider;
    }

    @GetMapping
    String show(@AuthenticationPrincipal AccountPrincipal self, HttpSession session, Model model) {
        Account account = self.account();
        model.addAttribute(
                "profile",
                new ProfileForm(account.displayName(), account.firstName(), account.lastName(), account.email()));
        model.addAttribute("password", new PasswordForm("", "", ""));
        return page(self, session, model);
    }

    @PostMapping("/profile")
    String changeProfile(
            @AuthenticationPrincipal AccountPrincipal self,
            @Valid @ModelAttribute("profile") ProfileForm form,
            BindingResult errors,
            HttpSession session,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            model.addAttribute("password", new PasswordForm("", "", ""));
            return page(self, session, model);
        }
        accounts.changeProfile(
                self, new ProfileChange(form.firstName(), form.lastName(), form.displayName(), form.email()));
        flash.addFlashAttribute("flash", "account.flash.profile");
        return "redirect:/account";
    }

    @PostMapping("/password")
    String changePassword(
            @AuthenticationPrincipal AccountPrincipal self,
            @Valid @ModelAttribute("password") PasswordForm form,
            BindingResult errors,
            HttpServletRequest request,
            HttpServletResponse response,
            HttpSession session,
            Model model,
            RedirectAttributes flash) {
        if (!form.newPassword().equals(form.repeated())) {
            errors.rejectValue("repeated", "account.password.differs");
        }
        if (!errors.hasErrors()) {
            try {
                AccountPrincipal renewed = accounts.changePassword(
                        self, form.currentPassword(), form.newPassword(), request.getRemoteAddr());
                renewal.goOn(renewed, request, response);
                flash.addFlashAttribute("flash", "account.flash.password");
                return "redirect:/account";
            } catch (RefusedException e) {
                FormRefusals.reject(errors, e);
            }
        }
        Account account = self.account();
        model.addAttribute(
                "profile",
                new ProfileForm(account.displayName(), account.firstName(), account.lastName(), account.email()));
        return page(self, session, model);
    }

    @PostMapping("/logout-everywhere")
    String logOutEverywhere(
            @AuthenticationPrincipal AccountPrincipal self, HttpServletRequest request, HttpServletResponse response) {
        accounts.logOutEverywhere(self);
        new SecurityContextLogoutHandler()
                .logout(request, response, SecurityContextHolder.getContext().getAuthentication());
        return "redirect:/login?everywhere";
    }

    private String page(AccountPrincipal self, HttpSession session, Model model) {
        model.addAttribute("account", self.account());
        model.addAttribute("hasPassword", accounts.hasPassword(self));
        model.addAttribute("logins", logins.of(self, session.getId()));
        model.addAttribute("passwords", provider.passwords());
        model.addAttribute("provider", provider.enabled() ? provider.name() : null);
        model.addAttribute("identity", identities.find(self).orElse(null));
        model.addAttribute("identityIsOnlyWay", provider.only() || !accounts.hasPassword(self));
        return "account/account";
    }

    /** Names and address. */
    record ProfileForm(
            @Size(max = 150, message = "{form.too-long}") String displayName,
            @Size(max = 150, message = "{form.too-long}") String firstName,
            @Size(max = 150, message = "{form.too-long}") String lastName,

            @Size(max = 254, message = "{form.too-long}") @Email(message = "{form.email}")
            String email) {

        ProfileForm {
            displayName = Objects.requireNonNullElse(displayName, "");
            firstName = Objects.requireNonNullElse(firstName, "");
            lastName = Objects.requireNonNullElse(lastName, "");
            email = Objects.requireNonNullElse(email, "").strip();
        }
    }

    /** A new password. */
    record PasswordForm(
            @NotEmpty(message = "{form.required}") String currentPassword,
            @NotEmpty(message = "{form.required}") String newPassword,
            String repeated) {

        PasswordForm {
            currentPassword = Objects.requireNonNullElse(currentPassword, "");
            newPassword = Objects.requireNonNullElse(newPassword, "");
            repeated = Objects.requireNonNullElse(repeated, "");
        }

        @Override
        public String toString() {
            return "PasswordForm[]";
        }
    }
}
