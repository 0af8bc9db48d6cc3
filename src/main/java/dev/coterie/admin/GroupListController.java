package dev.coterie.admin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.GroupAdministration;
import dev.coterie.account.GroupDetails;
import dev.coterie.account.Permission;
import dev.coterie.account.RefusedException;
import dev.coterie.account.web.FreshLogin;

/** The list of groups, and deleting some of them at once. */
@Controller
@RequestMapping("/admin/groups")
class GroupListController {

    private static final String LIST = "redirect:/admin/groups";

    private final GroupAdministration groups;
    private final Flash flash;

    GroupListController(GroupAdministration groups, Flash flash) {
        this.groups = groups;
        this.flash = flash;
    }

    @ModelAttribute("section")
    String section() {
        return "groups";
    }

    @GetMapping
    @Requires(Permission.GROUPS_VIEW)
    String list(@RequestParam(defaultValue = "") String q, Model model) {
        model.addAttribute("list", GroupList.of(new GroupList.Filter(q), groups.list()));
        return "admin/groups";
    }

    @GetMapping("/batch")
    @Requires(Permission.GROUPS_DELETE)
    @FreshLogin
    String askToDelete(
            @RequestParam(name = "id", required = false, defaultValue = "") List<Long> ids,
            Model model,
            RedirectAttributes next) {
        List<GroupDetails> chosen = find(ids);
        if (chosen.isEmpty()) {
            flash.problem(next, "admin.bulk.no-group");
            return LIST;
        }
        model.addAttribute("groups", chosen);
        return "admin/groups-batch";
    }

    @PostMapping("/batch/delete")
    @Requires(Permission.GROUPS_DELETE)
    @FreshLogin
    String delete(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(name = "id", required = false, defaultValue = "") List<Long> ids,
            RedirectAttributes next) {
        int done = 0;
        List<String> refused = new ArrayList<>();
        for (GroupDetails group : find(ids)) {
            try {
                groups.delete(self.account(), group.id());
                done++;
            } catch (RefusedException e) {
                refused.add(group.name());
            }
        }
        if (done > 0) {
            flash.done(next, "admin.bulk.done.groups", done);
        }
        if (!refused.isEmpty()) {
            flash.problem(next, "admin.bulk.refused.groups", String.join(", ", refused));
        }
        return LIST;
    }

    private List<GroupDetails> find(List<Long> ids) {
        return new HashSet<>(ids)
                .stream().map(groups::find).flatMap(Optional::stream).toList();
    }
}
