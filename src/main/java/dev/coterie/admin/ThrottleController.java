package dev.coterie.admin;

import java.time.InstantSource;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.Permission;
import dev.coterie.account.ThrottleAdministration;
import dev.coterie.account.ThrottleState;

/** Who is kept waiting at the login. */
@Controller
class ThrottleController {

    private static final int LIMIT = 200;

    private final ThrottleAdministration throttle;
    private final Flash flash;
    private final InstantSource clock;

    ThrottleController(ThrottleAdministration throttle, Flash flash, ObjectProvider<InstantSource> clock) {
        this.throttle = throttle;
        this.flash = flash;
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    @ModelAttribute("section")
    String section() {
        return "throttle";
    }

    @GetMapping("/admin/throttle")
    @Requires(Permission.SETTINGS_VIEW)
    String list(@AuthenticationPrincipal AccountPrincipal self, Model model) {
        List<ThrottleRow> rows = throttle.states(LIMIT + 1).stream()
                .map(state -> ThrottleRow.of(state, clock.instant()))
                .toList();
        model.addAttribute("rows", rows.subList(0, Math.min(LIMIT, rows.size())));
        model.addAttribute("limit", LIMIT);
        model.addAttribute("more", rows.size() > LIMIT);
        model.addAttribute("mayChange", self.has(Permission.SETTINGS_CHANGE));
        return "admin/throttle";
    }

    @PostMapping("/admin/throttle/clear")
    @Requires(Permission.SETTINGS_CHANGE)
    String clear(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam ThrottleState.Kind kind,
            @RequestParam String name,
            @RequestParam(defaultValue = "") String knownAddress,
            RedirectAttributes next) {
        String shown = kind == ThrottleState.Kind.ADDRESS ? ThrottleRow.address(name) : name;
        if (throttle.clear(self.account(), kind, name, knownAddress)) {
            flash.done(next, "throttle.flash.cleared", shown);
        } else {
            flash.refused(next, "throttle.refused.gone", shown);
        }
        return "redirect:/admin/throttle";
    }
}
