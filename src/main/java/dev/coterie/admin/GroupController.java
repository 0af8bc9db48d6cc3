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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.AdminLog;
import dev.coterie.account.GroupAdministration;
import dev.coterie.account.GroupDetails;
import dev.coterie.account.Permission;
import dev.coterie.account.RefusedException;
import dev.coterie.account.web.FormRefusals;

/** Groups and who is in them. */
@Controller
@RequestMapping("/admin/groups")
class GroupController {

    private static final int HISTORY = 10;
    private static final String LIST = "redirect:/admin/groups";

    private final GroupAdministration groups;
    private final AdminLog log;
    private final Flash flash;

    GroupController(GroupAdministration groups, AdminLog log, Flash flash) {
        this.groups = groups;
        this.log = log;
        this.flash = flash;
    }

    @ModelAttribute("section")
    String section() {
        return "groups";
    }

    @GetMapping
    @Requires(Permission.GROUPS_VIEW)
    String list(Model model) {
        model.addAttribute("groups", groups.list());
        return "admin/groups";
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
            Model model,
            RedirectAttributes next) {
        if (!errors.hasErrors()) {
            try {
                long id = groups.add(self.account(), form.name(), Set.copyOf(form.permissions()));
                flash.done(next, "admin.group.flash.added", form.name());
                return "redirect:/admin/groups/" + id;
            } catch (RefusedException e) {
                FormRefusals.reject(errors, e);
            }
        }
        return addPage(model);
    }

    @GetMapping("/{id}")
    @Requires(Permission.GROUPS_VIEW)
    String show(@PathVariable long id, Model model) {
        GroupDetails group = find(id);
        model.addAttribute("form", GroupForm.of(group));
        model.addAttribute("member", new MemberForm(""));
        return changePage(group, model);
    }

    @PostMapping("/{id}")
    @Requires(Permission.GROUPS_CHANGE)
    String change(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable long id,
            @Valid @ModelAttribute("form") GroupForm form,
            BindingResult errors,
            Model model,
            RedirectAttributes next) {
        GroupDetails group = find(id);
        if (!errors.hasErrors()) {
            try {
                groups.change(self.account(), id, form.name(), Set.copyOf(form.permissions()));
                flash.done(next, "admin.group.flash.changed", form.name());
                return LIST;
            } catch (RefusedException e) {
                FormRefusals.reject(errors, e);
            }
        }
        model.addAttribute("member", new MemberForm(""));
        return changePage(group, model);
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
        try {
            groups.addMember(self.account(), id, form.username());
            flash.done(next, "admin.group.flash.member-added", form.username());
            return "redirect:/admin/groups/" + id;
        } catch (RefusedException e) {
            FormRefusals.reject(errors, e);
        }
        model.addAttribute("form", GroupForm.of(group));
        return changePage(group, model);
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
    String showDelete(@PathVariable long id, Model model) {
        model.addAttribute("group", find(id));
        return "admin/group-delete";
    }

    @PostMapping("/{id}/delete")
    @Requires(Permission.GROUPS_DELETE)
    String delete(@AuthenticationPrincipal AccountPrincipal self, @PathVariable long id, RedirectAttributes next) {
        GroupDetails group = find(id);
        attempt(next, () -> {
            groups.delete(self.account(), id);
            flash.done(next, "admin.group.flash.deleted", group.name());
        });
        return LIST;
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

    private String changePage(GroupDetails group, Model model) {
        model.addAttribute("group", group);
        model.addAttribute("permissionRows", PermissionRow.all());
        model.addAttribute("entries", EntryRow.of(log.of(AdminEntry.Kind.GROUP, group.id(), HISTORY)));
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
