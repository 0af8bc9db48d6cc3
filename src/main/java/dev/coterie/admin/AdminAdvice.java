package dev.coterie.admin;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page of the admin site shows around its own content. */
@ControllerAdvice(basePackageClasses = AdminAdvice.class)
class AdminAdvice {

    private final ObjectProvider<AdminSection> sections;

    AdminAdvice(ObjectProvider<AdminSection> sections) {
        this.sections = sections;
    }

    @ModelAttribute
    void sections(Model model) {
        model.addAttribute("sections", sections.orderedStream().toList());
    }
}
