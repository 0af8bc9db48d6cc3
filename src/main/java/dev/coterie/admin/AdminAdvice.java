package dev.coterie.admin;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.OidcProperties;

/** What every page of the admin site shows around its own content. */
@ControllerAdvice(basePackageClasses = AdminAdvice.class)
class AdminAdvice {

    private final VisibleSections sections;
    private final OidcProperties provider;

    AdminAdvice(VisibleSections sections, OidcProperties provider) {
        this.sections = sections;
        this.provider = provider;
    }

    @ModelAttribute
    void sections(@AuthenticationPrincipal @Nullable AccountPrincipal visitor, Model model) {
        model.addAttribute("sections", sections.of(visitor));
        model.addAttribute("provider", provider.enabled() ? provider.name() : null);
    }
}
