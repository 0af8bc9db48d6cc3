package dev.coterie.account.web;

import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import dev.coterie.account.Account;
import dev.coterie.account.PasswordLinks;
import dev.coterie.account.RefusedException;

/** Where a link leads that somebody sets a new password by. Looking at it uses nothing up: programs look at links, too. */
@Controller
@RequestMapping("/password/new")
class NewPasswordController {

    private final PasswordLinks links;

    NewPasswordController(PasswordLinks links) {
        this.links = links;
    }

    @ModelAttribute
    void keepAddress(HttpServletResponse response) {
        LinkPage.keepAddress(response);
    }

    @GetMapping
    String show(@RequestParam Optional<String> token, HttpServletResponse response, Model model) {
        NewPasswordForm form = new NewPasswordForm(token.orElse(""), "", "");
        model.addAttribute("form", form);
        return page(form, response, model);
    }

    @PostMapping
    String set(
            @ModelAttribute("form") NewPasswordForm form,
            BindingResult errors,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!form.password().equals(form.repeated())) {
            errors.rejectValue("repeated", "access.password.differs");
            return page(form, response, model);
        }
        try {
            links.setPassword(form.token(), form.password(), request.getRemoteAddr());
            return "redirect:/login?renewed";
        } catch (RefusedException e) {
            FormRefusals.reject(errors, e);
            return page(form, response, model);
        }
    }

    private String page(NewPasswordForm form, HttpServletResponse response, Model model) {
        Optional<Account> owner = links.owner(form.token());
        if (owner.isEmpty()) {
            response.setStatus(HttpStatus.GONE.value());
            return "access/link-invalid";
        }
        model.addAttribute("owner", owner.get());
        return "access/new-password";
    }

    /** A password, twice, and the link that lets it be set. */
    record NewPasswordForm(String token, String password, String repeated) {

        NewPasswordForm {
            token = Objects.requireNonNullElse(token, "");
            password = Objects.requireNonNullElse(password, "");
            repeated = Objects.requireNonNullElse(repeated, "");
        }

        @Override
        public String toString() {
            return "NewPasswordForm[]";
        }
    }
}
