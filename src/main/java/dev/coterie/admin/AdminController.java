package dev.coterie.admin;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import dev.coterie.account.AdminLog;

/** The first page of the admin site. */
@Controller
class AdminController {

    private static final int RECENT = 12;

    private final AdminLog log;

    AdminController(AdminLog log) {
        this.log = log;
    }

    @GetMapping("/admin")
    @Requires({})
    String index(Model model) {
        model.addAttribute("entries", EntryRow.of(log.newest(RECENT)));
        return "admin/index";
    }
}
