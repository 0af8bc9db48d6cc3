package dev.coterie.account.web;

import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import dev.coterie.account.RefusedException;
import dev.coterie.account.SignUp;

/** Where an invitation leads, and the link that was mailed to somebody who wants an account. */
@Controller
@RequestMapping("/sign-up/new")
class JoinController {

    private final SignUp signUp;

    JoinController(SignUp signUp) {
        this.signUp = signUp;
    }

    @ModelAttribute
    void keepAddress(HttpServletResponse response) {
        LinkPage.keepAddress(response);
    }

    @GetMapping
    String show(@RequestParam Optional<String> token, HttpServletResponse response, Model model) {
        String secret = token.orElse("");
        Optional<SignUp.Pass> pass = signUp.pass(secret);
        model.addAttribute(
                "form", JoinForm.empty(secret, pass.map(SignUp.Pass::email).orElse("")));
        return page(pass, response, model);
    }

    @PostMapping
    String join(
            @Valid @ModelAttribute("form") JoinForm form,
            BindingResult errors,
            HttpServletResponse response,
            Model model) {
        if (!form.password().equals(form.repeated())) {
            errors.rejectValue("repeated", "access.password.differs");
        }
        if (!errors.hasErrors()) {
            try {
                signUp.join(form.token(), form.toNewcomer());
                return "redirect:/login?joined";
            } catch (RefusedException e) {
                FormRefusals.reject(errors, e);
            }
        }
        return page(signUp.pass(form.token()), response, model);
    }

    private static String page(Optional<SignUp.Pass> pass, HttpServletResponse response, Model model) {
        if (pass.isEmpty()) {
            response.setStatus(HttpStatus.GONE.value());
            return "access/link-invalid";
        }
        model.addAttribute("pass", pass.get());
        return "access/join";
    }
}
