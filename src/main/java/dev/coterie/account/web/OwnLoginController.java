package dev.coterie.account.web;

import jakarta.servlet.http.HttpSession;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountPrincipal;

/** Ending one's own logins in other browsers. */
@Controller
@RequestMapping("/account/logins")
class OwnLoginController {

    private static final String LIST = "redirect:/account#logins";

    private final OwnLogins logins;

    OwnLoginController(OwnLogins logins) {
        this.logins = logins;
    }

    @PostMapping("/{key}/end")
    String end(@AuthenticationPrincipal AccountPrincipal self, @PathVariable String key, RedirectAttributes flash) {
        if (!logins.end(self, key)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        flash.addFlashAttribute("flash", "account.flash.login-ended");
        return LIST;
    }

    @PostMapping("/end-others")
    String endOthers(@AuthenticationPrincipal AccountPrincipal self, HttpSession session, RedirectAttributes flash) {
        logins.endOthers(self, session.getId());
        flash.addFlashAttribute("flash", "account.flash.logins-ended");
        return LIST;
    }
}
