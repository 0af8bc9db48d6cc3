package dev.coterie.admin;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.GroupAdministration;
import dev.coterie.account.GroupDetails;
import dev.coterie.account.Permission;
import dev.coterie.account.Refusal;
import dev.coterie.account.RefusedException;
import dev.coterie.account.web.FormRefusals;
import dev.coterie.account.web.FreshLogin;
import dev.coterie.account.web.FreshLogins;

/** A group and who is in it. */
@Controller
@RequestMapping("/admin/groups")
class GroupController {

    /** So many members are shown; all of them are in the list of users. */
    private static final int MEMBERS = 100;

    private static final String LIST = "redirect:/admin/groups";
    private static final String ADD = "redirect:/admin/groups/add";

    /** Which button was pressed, when it was not the usual one. */
    private static final String STAY = "stay";

    private static final String ANOTHER = "another";

    private final GroupAdministration groups;
    private final Histories histories;
    private final Flash flash;
    private final FreshLogins fresh;

    GroupController(GroupAdministration groups, Histories histories, Flash flash, FreshLogins fresh) {
        this.groups = groups;
        this.histories = histories;
        this.flash = flash;
        this.fresh = fresh;
    }

    @ModelAttribute("section")
    String section() {
        return "groups";
    }

    @GetMapping("/add")
    @Requires(Permission.GROUPS_ADD)
    String showAdd(Model model) {
        model.addAttribute("form", new GroupForm("", List.of()));
        return addPage(model);
    }

    @PostMapping("/add")
    @Requires(Permission.GROUPS_ADD)
    String add(
            @AuthenticationPrincipal AccountPrincipal self,
            @Valid @ModelAttribute("form") GroupForm form,
            BindingResult errors,
            @RequestParam(defaultValue = "") String then,
            Model model,
            RedirectAttributes next) {
        if (!errors.hasErrors()) {
            fresh.requireToGive(!form.permissions().isEmpty(), self);
            try {
                long id = groups.add(self.account(), form.name(), Set.copyOf(form.permissions()));
                flash.done(next, "admin.group.flash.added", form.name());
                return then.equals(ANOTHER) ? ADD : "redirect:/admin/groups/" + id;
            } catch (RefusedException e) {
                FormRefusals.reject(errors, e);
            }
        }
        return addPage(model);
    }

    @GetMapping("/{id}")
    @Requires(Permission.GROUPS_VIEW)
    String show(@AuthenticationPrincipal AccountPrincipal self, @PathVariable long id, Model model) {
        GroupDetails group = find(id);
        model.addAttribute("form", GroupForm.of(group));
        model.addAttribute("member", new MemberForm(""));
        return changePage(self, group, model);
    }

    @PostMapping("/{id}")
    @Requires(Permission.GROUPS_CHANGE)
    String change(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable long id,
            @Valid @ModelAttribute("form") GroupForm form,
            BindingResult errors,
            @RequestParam(defaultValue = "") String then,
            Model model,
            RedirectAttributes next) {
        GroupDetails group = find(id);
        if (!errors.hasErrors()) {
            fresh.requireToGive(!group.permissions().containsAll(form.permissions()), self);
            try {
                groups.change(self.account(), id, form.name(), Set.copyOf(form.permissions()));
                flash.done(next, "admin.group.flash.changed", form.name());
                return switch (then) {
                    case STAY -> "redirect:/admin/groups/" + id;
                    case ANOTHER -> ADD;
                    default -> LIST;
                };
            } catch (RefusedException e) {
                FormRefusals.reject(errors, e);
            }
        }
        model.addAttribute("member", new MemberForm(""));
        return changePage(self, group, model);
    }

    @PostMapping("/{id}/members")
    @Requires(Permission.GROUPS_CHANGE)
    String addMember(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable long id,
            @ModelAttribute("member") MemberForm form,
            BindingResult errors,
            Model model,
            RedirectAttributes next) {
        GroupDetails group = find(id);
        fresh.requireToGive(!group.permissions().isEmpty(), self);
        try {
            groups.addMember(self.account(), id, form.username());
            flash.done(next, "admin.group.flash.member-added", form.username());
            return "redirect:/admin/groups/" + id;
        } catch (RefusedException e) {
            FormRefusals.reject(errors, e);
        }
        model.addAttribute("form", GroupForm.of(group));
        return changePage(self, group, model);
    }

    @PostMapping("/{id}/members/{accountId}/remove")
    @Requires(Permission.GROUPS_CHANGE)
    String removeMember(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable long id,
            @PathVariable long accountId,
            RedirectAttributes next) {
        find(id).members().stream()
                .filter(member -> member.id() == accountId)
                .findFirst()
                .ifPresent(member -> attempt(next, () -> {
                    groups.removeMember(self.account(), id, accountId);
                    flash.done(next, "admin.group.flash.member-removed", member.username());
                }));
        return "redirect:/admin/groups/" + id;
    }

    @GetMapping("/{id}/delete")
    @Requires(Permission.GROUPS_DELETE)
    @FreshLogin
    String showDelete(@PathVariable long id, Model model) {
        model.addAttribute("group", find(id));
        return "admin/group-delete";
    }

    @PostMapping("/{id}/delete")
    @Requires(Permission.GROUPS_DELETE)
    @FreshLogin
    String delete(@AuthenticationPrincipal AccountPrincipal self, @PathVariable long id, RedirectAttributes next) {
        GroupDetails group = find(id);
        attempt(next, () -> {
            groups.delete(self.account(), id);
            flash.done(next, "admin.group.flash.deleted", group.name());
        });
        return LIST;
    }

    @GetMapping("/{id}/history")
    @Requires(Permission.GROUPS_VIEW)
    String history(@PathVariable long id, @RequestParam(defaultValue = "1") String page, Model model) {
        model.addAttribute("name", find(id).name());
        model.addAttribute("back", "/admin/groups/" + id);
        model.addAttribute("list", histories.of(AdminEntry.Kind.GROUP, id, page));
        return "admin/history";
    }

    private void attempt(RedirectAttributes next, Runnable action) {
        try {
            action.run();
        } catch (RefusedException e) {
            flash.refused(next, e);
        }
    }

    private static String addPage(Model model) {
        model.addAttribute("permissionRows", PermissionRow.all());
        return "admin/group-add";
    }

    private String changePage(AccountPrincipal self, GroupDetails group, Model model) {
        model.addAttribute("group", group);
        model.addAttribute("permissionRows", PermissionRow.all());
        model.addAttribute("members", group.members().stream().limit(MEMBERS).toList());
        model.addAttribute("moreMembers", Math.max(0, group.members().size() - MEMBERS));
        List<Refusal> against = groups.againstChange(self.account(), group.id());
        model.addAttribute("against", against);
        model.addAttribute("mayEdit", against.isEmpty() && self.has(Permission.GROUPS_CHANGE));
        model.addAttribute("mayDelete", against.isEmpty() && self.has(Permission.GROUPS_DELETE));
        model.addAttribute("entries", histories.newest(AdminEntry.Kind.GROUP, group.id()));
        return "admin/group";
    }

    private GroupDetails find(long id) {
        return groups.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** What can be changed of a group. */
    record GroupForm(
            @Size(max = 150, message = "{form.too-long}") String name, List<Permission> permissions) {

        GroupForm {
            name = Objects.requireNonNullElse(name, "").strip();
            permissions = permissions == null
                    ? List.of()
                    : permissions.stream().filter(Objects::nonNull).toList();
        }

        static GroupForm of(GroupDetails group) {
            return new GroupForm(
                    group.name(), group.permissions().stream().sorted().toList());
        }
    }

    /** Somebody to be in a group. */
    record MemberForm(String username) {

        MemberForm {
            username = Objects.requireNonNullElse(username, "").strip();
        }
    }
}
