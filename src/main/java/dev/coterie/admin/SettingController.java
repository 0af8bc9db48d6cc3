package dev.coterie.admin;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

import dev.coterie.account.Permission;
import dev.coterie.admin.settings.Settings;

/** The properties in force, to look at. */
@Controller
class SettingController {

    private final Settings settings;

    SettingController(Settings settings) {
        this.settings = settings;
    }

    @ModelAttribute("section")
    String section() {
        return "settings";
    }

    @GetMapping("/admin/settings")
    @Requires(Permission.SETTINGS_VIEW)
    String list(SettingList.Filter filter, Model model) {
        model.addAttribute("list", SettingList.of(filter, settings.all()));
        return "admin/settings";
    }
}
