package dev.coterie.account.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

import dev.coterie.account.AccountPrincipal;

/** Tells the pages of accounts and administration who looks at them, for the bar at the top. */
@ControllerAdvice(basePackages = {"dev.coterie.account", "dev.coterie.admin"})
class ViewerAdvice {

    @ModelAttribute
    void viewer(@AuthenticationPrincipal @Nullable AccountPrincipal principal, Model model) {
        if (principal != null) {
            model.addAttribute("viewer", principal.account());
            model.addAttribute("viewerInitials", initials(principal.account().shownName()));
        }
    }

    /** The first letters of the first two words. */
    static String initials(String name) {
        return Arrays.stream(name.split("[\\s._-]+"))
                .filter(word -> !word.isEmpty())
                .limit(2)
                .map(word -> Character.toString(word.codePointAt(0)))
                .collect(Collectors.joining())
                .toUpperCase(Locale.ROOT);
    }
}
