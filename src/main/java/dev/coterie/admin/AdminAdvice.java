package dev.coterie.admin;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

import dev.coterie.account.AccountPrincipal;

/** What every page of the admin site shows around its own content. */
@ControllerAdvice(basePackageClasses = AdminAdvice.class)
class AdminAdvice {

    private final VisibleSections sections;

    AdminAdvice(VisibleSections sections) {
        this.sections = sections;
    }

    @ModelAttribute
    void sections(@AuthenticationPrincipal @Nullable AccountPrincipal visitor, Model model) {
        model.addAttribute("sections", sections.of(visitor));
        model.addAttribute("timeZone", ServerTime.zone());
    }
}
