package dev.coterie.admin;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

import dev.coterie.account.FirstSteps;
import dev.coterie.account.Permission;

/** Puts the first steps away. */
@Controller
class FirstStepsController {

    private final FirstSteps steps;

    FirstStepsController(FirstSteps steps) {
        this.steps = steps;
    }

    @PostMapping("/admin/first-steps/dismiss")
    @Requires(Permission.SETTINGS_CHANGE)
    String dismiss() {
        steps.dismiss();
        return "redirect:/admin";
    }
}
