package dev.coterie.admin;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.OidcProperties;
import dev.coterie.account.web.PageTime;

/** What every page of the admin site shows around its own content, asked for when one is shown: others need none of it. */
@ControllerAdvice(basePackageClasses = AdminAdvice.class)
class AdminAdvice {

    private final ObjectProvider<VisibleSections> sections;
    private final ObjectProvider<OidcProperties> provider;

    AdminAdvice(ObjectProvider<VisibleSections> sections, ObjectProvider<OidcProperties> provider) {
        this.sections = sections;
        this.provider = provider;
    }

    @ModelAttribute
    void sections(@AuthenticationPrincipal @Nullable AccountPrincipal visitor, Model model) {
        model.addAttribute("sections", sections.getObject().of(visitor));
        OidcProperties service = provider.getObject();
        model.addAttribute("provider", service.enabled() ? service.name() : null);
        model.addAttribute("timeZone", PageTime.zone());
    }
}
