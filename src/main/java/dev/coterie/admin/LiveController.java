package dev.coterie.admin;

import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.Permission;
import dev.coterie.account.RefusedException;
import dev.coterie.live.LiveConnection;

/** Who is connected now, and ending that. */
@Controller
@RequestMapping("/admin/live")
class LiveController {

    private static final String LIST = "redirect:/admin/live";

    private final LiveAdministration live;
    private final Flash flash;

    LiveController(LiveAdministration live, Flash flash) {
        this.live = live;
        this.flash = flash;
    }

    @ModelAttribute("section")
    String section() {
        return LiveSection.KEY;
    }

    @GetMapping
    @Requires(Permission.SESSIONS_VIEW)
    String list(@AuthenticationPrincipal AccountPrincipal self, LiveQuery query, Model model) {
        model.addAttribute("mayEnd", self.has(Permission.SESSIONS_DELETE));
        model.addAttribute("list", live.list(query.filter()));
        return "admin/live";
    }

    @PostMapping("/end")
    @Requires(Permission.SESSIONS_DELETE)
    String end(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam String id,
            LiveQuery query,
            RedirectAttributes next) {
        Optional<LiveConnection> ended = live.end(self.account(), id);
        flash.done(
                next,
                ended.isPresent() ? "live.flash.ended" : "live.flash.gone",
                ended.map(LiveConnection::address).orElse(""));
        String back = query.filter().link(query.filter().page());
        return back.equals("?") ? LIST : LIST + back;
    }

    @GetMapping("/user")
    @Requires(Permission.SESSIONS_DELETE)
    String showEndAll(@RequestParam String user, Model model) {
        List<LiveConnection> connections = live.of(user);
        if (user.isEmpty() || connections.isEmpty() && live.account(user).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        model.addAttribute("user", user);
        model.addAttribute("hasAccount", live.account(user).isPresent());
        model.addAttribute(
                "rows", live.list(new LiveFilter("", user, "", "", 1)).rows());
        model.addAttribute("total", connections.size());
        return "admin/live-user";
    }

    @PostMapping("/user")
    @Requires(Permission.SESSIONS_DELETE)
    String endAll(@AuthenticationPrincipal AccountPrincipal self, @RequestParam String user, RedirectAttributes next) {
        if (user.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        try {
            live.endAll(self.account(), user);
            flash.done(next, "live.flash.ended-all", user);
        } catch (RefusedException e) {
            flash.refused(next, e);
        }
        return LIST;
    }
}
