package dev.coterie.admin;

import java.util.Locale;
import java.util.OptionalInt;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.Invitation;
import dev.coterie.account.Invitations;
import dev.coterie.account.Permission;
import dev.coterie.account.RefusedException;
import dev.coterie.account.SignUp;
import dev.coterie.account.SignUpProperties.SignUpMode;
import dev.coterie.account.web.FormRefusals;

/** Invitations. The link of a new one is in the answer and nowhere else, not even in a session. */
@Controller
@RequestMapping("/admin/invitations")
class InvitationController {

    private final Invitations invitations;
    private final SignUp signUp;
    private final LinkAddress address;
    private final Flash flash;

    InvitationController(Invitations invitations, SignUp signUp, LinkAddress address, Flash flash) {
        this.invitations = invitations;
        this.signUp = signUp;
        this.address = address;
        this.flash = flash;
    }

    @ModelAttribute("section")
    String section() {
        return "invitations";
    }

    @GetMapping
    @Requires(Permission.USERS_ADD)
    String list(@AuthenticationPrincipal AccountPrincipal self, Model model) {
        model.addAttribute("form", InvitationForm.EMPTY);
        return page(self, model);
    }

    @PostMapping
    @Requires(Permission.USERS_ADD)
    String make(
            @AuthenticationPrincipal AccountPrincipal self,
            @Valid @ModelAttribute("form") InvitationForm form,
            BindingResult errors,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        OptionalInt uses = form.count();
        if (uses.isEmpty()) {
            errors.rejectValue("uses", "admin.invitations.uses.invalid", new Object[] {Invitations.MOST_USES}, null);
        } else if (!errors.hasErrors()) {
            try {
                String path = invitations.make(
                        self.account(), form.email(), form.groups(), uses.getAsInt(), form.duration(), locale);
                model.addAttribute("link", address.of(path, request));
                model.addAttribute("mailedTo", invitations.mailed() ? form.email() : "");
                return list(self, model);
            } catch (RefusedException e) {
                FormRefusals.reject(errors, e);
            }
        }
        return page(self, model);
    }

    @PostMapping("/{id}/revoke")
    @Requires(Permission.USERS_ADD)
    String revoke(@AuthenticationPrincipal AccountPrincipal self, @PathVariable long id, RedirectAttributes next) {
        invitations.list().stream()
                .filter(invitation -> invitation.id() == id)
                .findFirst()
                .ifPresent(invitation -> {
                    invitations.revoke(self.account(), id);
                    flash.done(next, "admin.invitations.flash.revoked", called(invitation));
                });
        return "redirect:/admin/invitations";
    }

    private String page(AccountPrincipal self, Model model) {
        model.addAttribute("invitations", InvitationRow.of(invitations.list()));
        model.addAttribute("off", signUp.mode() == SignUpMode.OFF);
        model.addAttribute("mailed", invitations.mailed());
        model.addAttribute("lifetimes", InvitationForm.lifetimes());
        model.addAttribute("allGroups", invitations.groupsFor(self.account()));
        return "admin/invitations";
    }

    private static String called(Invitation invitation) {
        return invitation.email().isEmpty() ? "#" + invitation.id() : invitation.email();
    }
}
