package dev.coterie.account.web;

import java.util.Locale;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import dev.coterie.account.ForgottenPassword;

/** Asks for a link by mail. Everybody who asks gets the same answer. */
@Controller
@RequestMapping("/password/forgotten")
class ForgottenPasswordController {

    private final ForgottenPassword passwords;

    ForgottenPasswordController(ForgottenPassword passwords) {
        this.passwords = passwords;
    }

    @ModelAttribute("offered")
    boolean offered() {
        return passwords.offered();
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("form", new ForgottenForm(""));
        return "access/forgotten";
    }

    @PostMapping
    String ask(
            @Valid @ModelAttribute("form") ForgottenForm form,
            BindingResult errors,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale) {
        if (!passwords.offered() || errors.hasErrors()) {
            return "access/forgotten";
        }
        if (!passwords.request(form.who(), request.getRemoteAddr(), locale)) {
            errors.reject("access.too-many-requests");
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            return "access/forgotten";
        }
        return "redirect:/password/forgotten?sent";
    }

    /** Whose password it is. */
    record ForgottenForm(
            @NotEmpty(message = "{form.required}") @Size(max = 254, message = "{form.too-long}")
            String who) {

        ForgottenForm {
            who = Objects.requireNonNullElse(who, "").strip();
        }
    }
}
