package dev.coterie.account.web;

import java.util.Locale;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
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
import org.springframework.web.server.ResponseStatusException;

import dev.coterie.account.SignUp;
import dev.coterie.account.SignUpProperties.SignUpMode;

/** Asks for a link to sign up by, where that is open. Everybody who asks gets the same answer. */
@Controller
@RequestMapping("/sign-up")
class SignUpController {

    private final SignUp signUp;

    SignUpController(SignUp signUp) {
        this.signUp = signUp;
    }

    @ModelAttribute
    void open() {
        if (signUp.mode() != SignUpMode.OPEN) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("form", new SignUpForm(""));
        return "access/sign-up";
    }

    @PostMapping
    String ask(
            @Valid @ModelAttribute("form") SignUpForm form,
            BindingResult errors,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale) {
        if (errors.hasErrors()) {
            return "access/sign-up";
        }
        if (!signUp.request(form.email(), request.getRemoteAddr(), locale)) {
            errors.reject("access.too-many-requests");
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            return "access/sign-up";
        }
        return "redirect:/sign-up?sent";
    }

    /** Who wants an account. */
    record SignUpForm(
            @NotEmpty(message = "{form.required}")
            @Size(max = 254, message = "{form.too-long}")
            @Email(message = "{form.email}")
            String email) {

        SignUpForm {
            email = Objects.requireNonNullElse(email, "").strip();
        }
    }
}
