package dev.coterie.admin;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
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
import dev.coterie.account.OneTimeLinks;
import dev.coterie.account.Permission;
import dev.coterie.account.RefusedException;
import dev.coterie.account.web.FreshLogin;

/** A link for somebody who forgot the password. It is in the answer and nowhere else, not even in a session. */
@Controller
@RequestMapping("/admin/users/{id}/link")
class OneTimeLinkController {

    private final AccountAdministration accounts;
    private final OneTimeLinks links;
    private final LinkAddress address;
    private final Flash flash;

    OneTimeLinkController(AccountAdministration accounts, OneTimeLinks links, LinkAddress address, Flash flash) {
        this.accounts = accounts;
        this.links = links;
        this.address = address;
        this.flash = flash;
    }

    @ModelAttribute("section")
    String section() {
        return "users";
    }

    @GetMapping
    @Requires(Permission.USERS_CHANGE)
    String show(@PathVariable long id, Model model) {
        return page(find(id), model);
    }

    @PostMapping
    @FreshLogin
    @Requires(Permission.USERS_CHANGE)
    String make(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable long id,
            HttpServletRequest request,
            Model model,
            RedirectAttributes next) {
        AccountDetails details = find(id);
        try {
            model.addAttribute("link", address.of(links.make(self.account(), id), request));
            return page(details, model);
        } catch (RefusedException e) {
            flash.refused(next, e);
            return "redirect:/admin/users/" + id;
        }
    }

    private String page(AccountDetails details, Model model) {
        model.addAttribute("user", UserRow.of(details));
        model.addAttribute("lifetime", links.lifetime());
        return "admin/user-link";
    }

    private AccountDetails find(long id) {
        return accounts.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
