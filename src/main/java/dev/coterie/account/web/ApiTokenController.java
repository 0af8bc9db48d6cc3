package dev.coterie.account.web;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.ApiScope;
import dev.coterie.account.ApiToken;
import dev.coterie.account.ApiTokens;
import dev.coterie.account.RefusedException;

/** One's own tokens for programs. */
@Controller
@RequestMapping("/account/tokens")
class ApiTokenController {

    private static final int USUAL_DAYS = 90;

    private final ApiTokens tokens;

    ApiTokenController(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping
    String show(@AuthenticationPrincipal AccountPrincipal self, Model model) {
        model.addAttribute("form", empty());
        return page(self, model);
    }

    /** Answers with the page itself, not with the way to it: the secret is to be stored nowhere in between. */
    @PostMapping
    @FreshLogin
    String make(
            @AuthenticationPrincipal AccountPrincipal self,
            @ModelAttribute("form") TokenForm form,
            BindingResult errors,
            Model model) {
        try {
            ApiToken.Made made = tokens.make(self.account(), form.name(), form.chosenScopes(), form.chosenDays());
            model.addAttribute("made", made);
            model.addAttribute(BindingResult.MODEL_KEY_PREFIX + "form", null);
            model.addAttribute("form", empty());
        } catch (RefusedException e) {
            FormRefusals.reject(errors, e);
        }
        return page(self, model);
    }

    @PostMapping("/{id}/revoke")
    String revoke(@AuthenticationPrincipal AccountPrincipal self, @PathVariable long id, RedirectAttributes flash) {
        if (!tokens.revoke(self.account(), id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        flash.addFlashAttribute("flash", "account.flash.token-revoked");
        return "redirect:/account/tokens";
    }

    private String page(AccountPrincipal self, Model model) {
        model.addAttribute(
                "tokens",
                tokens.of(self.account()).stream()
                        .map(token -> Row.of(token, tokens.isExpired(token)))
                        .toList());
        model.addAttribute("scopes", List.of(ApiScope.values()));
        model.addAttribute("lifetimes", tokens.lifetimes());
        return "account/tokens";
    }

    private TokenForm empty() {
        List<Integer> lifetimes = tokens.lifetimes();
        int days = lifetimes.contains(USUAL_DAYS) ? USUAL_DAYS : lifetimes.get(lifetimes.size() - 1);
        return new TokenForm("", List.of(), Integer.toString(days));
    }

    /** A token to be made. */
    record TokenForm(String name, List<String> scopes, String days) {

        TokenForm {
            name = Objects.requireNonNullElse(name, "");
            scopes = scopes == null
                    ? List.of()
                    : scopes.stream().filter(Objects::nonNull).toList();
            days = Objects.requireNonNullElse(days, "");
        }

        Set<ApiScope> chosenScopes() {
            return scopes.stream()
                    .flatMap(key -> ApiScope.ofKey(key).stream())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        int chosenDays() {
            return days.matches("[0-9]{1,4}") ? Integer.parseInt(days) : 0;
        }
    }

    /** A token as the page shows it. Immutable. */
    record Row(
            long id,
            String name,
            List<String> scopes,
            String created,
            String expires,
            @Nullable String lastUsed,
            boolean expired) {

        static Row of(ApiToken token, boolean expired) {
            return new Row(
                    token.id(),
                    token.name(),
                    token.scopes().stream().map(ApiScope::key).toList(),
                    PageTime.minute(token.createdAt()),
                    PageTime.minute(token.expiresAt()),
                    token.lastUsedAt() == null ? null : PageTime.minute(token.lastUsedAt()),
                    expired);
        }
    }
}
