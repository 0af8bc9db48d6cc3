package dev.coterie.admin;

import java.util.List;

import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page of the admin site shows around its own content. */
@ControllerAdvice(basePackageClasses = AdminAdvice.class)
class AdminAdvice {

    private final List<AdminSection> sections;

    AdminAdvice(List<AdminSection> sections) {
        this.sections = sections;
    }

    @ModelAttribute
    void sections(Model model) {
        model.addAttribute("sections", sections);
    }
}
