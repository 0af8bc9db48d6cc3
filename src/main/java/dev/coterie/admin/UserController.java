package dev.coterie.admin;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.validation.Valid;
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

import dev.coterie.account.Account;
import dev.coterie.account.AccountAdministration;
import dev.coterie.account.AccountDetails;
import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.GroupAdministration;
import dev.coterie.account.GroupPermission;
import dev.coterie.account.Permission;
import dev.coterie.account.Refusal;
import dev.coterie.account.RefusedException;
import dev.coterie.account.web.FormRefusals;
import dev.coterie.account.web.FreshLogins;

/** Adding a user and changing what one is like. */
@Controller
@RequestMapping("/admin/users")
class UserController {

    private static final String LIST = "redirect:/admin/users";
    private static final String ADD = "redirect:/admin/users/add";

    /** Which button was pressed, when it was not the usual one. */
    private static final String STAY = "stay";

    private static final String ANOTHER = "another";

    private final AccountAdministration accounts;
    private final GroupAdministration groups;
    private final Histories histories;
    private final Flash flash;
    private final FreshLogins fresh;

    UserController(
            AccountAdministration accounts,
            GroupAdministration groups,
            Histories histories,
            Flash flash,
            FreshLogins fresh) {
        this.accounts = accounts;
        this.groups = groups;
        this.histories = histories;
        this.flash = flash;
        this.fresh = fresh;
    }

    @ModelAttribute("section")
    String section() {
        return "users";
    }

    @GetMapping("/add")
    @Requires(Permission.USERS_ADD)
    String showAdd(Model model) {
        model.addAttribute("form", NewUserForm.EMPTY);
        return "admin/user-add";
    }

    @PostMapping("/add")
    @Requires(Permission.USERS_ADD)
    String add(
            @AuthenticationPrincipal AccountPrincipal self,
            @Valid @ModelAttribute("form") NewUserForm form,
            BindingResult errors,
            @RequestParam(defaultValue = "") String then,
            RedirectAttributes next) {
        if (!form.withoutPassword() && !form.password().equals(form.repeated())) {
            errors.rejectValue("repeated", "admin.user.password.differs");
        }
        if (!errors.hasErrors()) {
            fresh.requireToGive(form.staff() || form.superuser(), self);
            try {
                long id = accounts.add(
                        self.account(),
                        form.username(),
                        form.withoutPassword() ? null : form.password(),
                        form.toChange());
                boolean another = then.equals(ANOTHER);
                flash.done(next, another ? "admin.user.flash.added" : "admin.user.flash.added.go-on", form.username());
                return another ? ADD : "redirect:/admin/users/" + id;
            } catch (RefusedException e) {
                FormRefusals.reject(errors, e);
            }
        }
        return "admin/user-add";
    }

    @GetMapping("/{id}")
    @Requires(Permission.USERS_VIEW)
    String show(@AuthenticationPrincipal AccountPrincipal self, @PathVariable long id, Model model) {
        AccountDetails details = find(id);
        model.addAttribute("form", UserForm.of(details));
        return changePage(self, details, model);
    }

    @PostMapping("/{id}")
    @Requires(Permission.USERS_CHANGE)
    String change(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable long id,
            @Valid @ModelAttribute("form") UserForm form,
            BindingResult errors,
            @RequestParam(defaultValue = "") String then,
            Model model,
            RedirectAttributes next) {
        AccountDetails details = find(id);
        if (!errors.hasErrors()) {
            UserForm wanted = self.account().superuser() ? form : form.keepingFlags(details.account());
            fresh.requireToGive(wanted.givesMoreThan(details), self);
            try {
                accounts.change(self.account(), id, wanted.toChange());
                flash.done(next, "admin.user.flash.changed", details.username());
                return switch (then) {
                    case STAY -> "redirect:/admin/users/" + id;
                    case ANOTHER -> ADD;
                    default -> LIST;
                };
            } catch (RefusedException e) {
                FormRefusals.reject(errors, e);
            }
        }
        return changePage(self, details, model);
    }

    @GetMapping("/{id}/history")
    @Requires(Permission.USERS_VIEW)
    String history(@PathVariable long id, @RequestParam(defaultValue = "1") String page, Model model) {
        AccountDetails details = find(id);
        model.addAttribute("name", details.username());
        model.addAttribute("back", "/admin/users/" + id);
        model.addAttribute("list", histories.of(AdminEntry.Kind.USER, id, page));
        return "admin/history";
    }

    private String changePage(AccountPrincipal self, AccountDetails details, Model model) {
        Account actor = self.account();
        model.addAttribute("user", UserRow.of(details));
        model.addAttribute("self", actor.id() == details.id());
        List<Refusal> against = accounts.againstChange(actor, details.id());
        model.addAttribute("against", against);
        model.addAttribute("mayEdit", against.isEmpty() && self.has(Permission.USERS_CHANGE));
        model.addAttribute("mayDelete", against.isEmpty() && self.has(Permission.USERS_DELETE));
        model.addAttribute("permissionRows", PermissionRow.all());
        model.addAttribute(
                "byGroups",
                accounts.permissionsByGroups(details.id()).stream()
                        .collect(Collectors.groupingBy(
                                GroupPermission::permission,
                                Collectors.mapping(GroupPermission::group, Collectors.toList()))));
        model.addAttribute("mayFlag", actor.superuser());
        model.addAttribute("allGroups", groups.list());
        model.addAttribute("entries", histories.newest(AdminEntry.Kind.USER, details.id()));
        return "admin/user";
    }

    private AccountDetails find(long id) {
        return accounts.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
