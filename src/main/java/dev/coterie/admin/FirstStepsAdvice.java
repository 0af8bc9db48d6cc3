package dev.coterie.admin;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.FirstSteps;
import dev.coterie.account.Permission;

/** Gives the first page the first steps, for those who can take them. */
@ControllerAdvice(assignableTypes = AdminController.class)
class FirstStepsAdvice {

    private final FirstSteps steps;

    FirstStepsAdvice(FirstSteps steps) {
        this.steps = steps;
    }

    @ModelAttribute
    void steps(@AuthenticationPrincipal @Nullable AccountPrincipal visitor, Model model) {
        if (visitor != null && visitor.has(Permission.SETTINGS_CHANGE)) {
            steps.state(visitor.account()).ifPresent(state -> model.addAttribute("firstSteps", state));
        }
    }
}
