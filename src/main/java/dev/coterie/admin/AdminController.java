package dev.coterie.admin;

import java.util.List;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.AdminLog;
import dev.coterie.account.FirstSteps;
import dev.coterie.account.Permission;

/** The first page of the admin site. */
@Controller
class AdminController {

    private static final int RECENT = 12;

    private final AdminLog log;
    private final ServerFigures figures;
    private final FirstSteps steps;

    AdminController(AdminLog log, ServerFigures figures, FirstSteps steps) {
        this.log = log;
        this.figures = figures;
        this.steps = steps;
    }

    /** @param actions {@code mine}; anything else: everyone's, for those who may read the log */
    @GetMapping("/admin")
    @Requires({})
    String index(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(defaultValue = "") String actions,
            Model model) {
        boolean readsLog = self.has(Permission.LOG_VIEW);
        boolean mine = !readsLog || actions.equals("mine");
        List<AdminEntry> entries = mine ? log.newestOf(self.account().username(), RECENT) : log.newest(RECENT);
        model.addAttribute("entries", EntryRow.of(entries));
        model.addAttribute("mine", mine);
        model.addAttribute("readsLog", readsLog);
        model.addAttribute("now", figures.now());
        if (self.has(Permission.SETTINGS_CHANGE)) {
            steps.state(self.account()).ifPresent(state -> model.addAttribute("firstSteps", state));
        }
        return "admin/index";
    }
}
