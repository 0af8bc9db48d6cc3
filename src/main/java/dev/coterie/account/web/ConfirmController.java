package dev.coterie.account.web;

import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

import dev.coterie.account.AccountPrincipal;

/** Showing who one is once more, before a page that wants it. */
@Controller
@RequestMapping(ConfirmController.PATH)
class ConfirmController {

    static final String PATH = "/account/confirm";

    private final ConfirmPage page;

    ConfirmController(ConfirmPage page) {
        this.page = page;
    }

    @GetMapping
    ModelAndView ask(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam Optional<String> next,
            HttpServletRequest request) {
        return page.show(
                self, request, PATH, List.of(new ConfirmPage.Field("next", target(next, "/account"))), List.of());
    }

    /** The annotation does it all. */
    @PostMapping
    @FreshLogin
    String confirmed(@RequestParam Optional<String> next) {
        return "redirect:" + escaped(target(next, "/account"));
    }

    /** For accounts that no password opens: a new login shows who they are, however they log in. */
    @PostMapping("/again")
    String again(@RequestParam Optional<String> next, HttpServletRequest request, HttpServletResponse response) {
        new SecurityContextLogoutHandler()
                .logout(request, response, SecurityContextHolder.getContext().getAuthentication());
        return "redirect:"
                + UriComponentsBuilder.fromPath("/login")
                        .queryParam("next", "{next}")
                        .encode()
                        .buildAndExpand(target(next, "/account"))
                        .toUriString();
    }

    private static String target(Optional<String> next, String otherwise) {
        return SameSite.path(next.orElse(null)).orElse(otherwise);
    }

    /** A redirection takes braces for variables. */
    private static String escaped(String path) {
        return path.replace("{", "%7B").replace("}", "%7D");
    }
}
