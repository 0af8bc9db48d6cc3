package dev.coterie.account.web;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.OidcProperties;
import dev.coterie.account.SignUp;
import dev.coterie.account.SignUpProperties.SignUpMode;

/** The login page; what it sends is taken by the security filters. */
@Controller
class LoginController {

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    /** What can go wrong at a provider; each has a sentence. */
    private static final Set<String> PROBLEMS = Set.of("unavailable", "denied", "failed", "unknown", "inactive");

    private final OidcProperties provider;
    private final SignUp signUp;

    LoginController(OidcProperties provider, SignUp signUp) {
        this.provider = provider;
        this.signUp = signUp;
    }

    @GetMapping("/login")
    String login(
            @RequestParam Optional<String> wait,
            @RequestParam Optional<String> next,
            @RequestParam Optional<String> oidc,
            @AuthenticationPrincipal @Nullable AccountPrincipal principal,
            Model model) {
        String target = SameSite.path(next.orElse(null)).orElse("");
        String problem = oidc.filter(what -> provider.enabled() && PROBLEMS.contains(what))
                .orElse(null);
        if (principal != null && problem == null) {
            return "redirect:" + (target.isEmpty() ? "/" : target);
        }
        model.addAttribute("next", target);
        model.addAttribute("signUpOpen", signUp.mode() == SignUpMode.OPEN);
        model.addAttribute("waitMinutes", wait.map(LoginController::minutes).orElse(0L));
        model.addAttribute("passwords", provider.passwords());
        model.addAttribute("provider", provider.enabled() ? provider.name() : null);
        model.addAttribute("problem", problem);
        return "login";
    }

    /** Whole minutes, rounded up; anybody can write anything into an address. */
    private static long minutes(String seconds) {
        try {
            long wanted = Long.parseLong(seconds);
            return wanted < 1 || wanted > LONGEST_WAIT.toSeconds() ? 1 : (wanted + 59) / 60;
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
