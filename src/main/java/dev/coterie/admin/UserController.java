package dev.coterie.admin;

import java.util.List;

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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.Account;
import dev.coterie.account.AccountAdministration;
import dev.coterie.account.AccountDetails;
import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.AdminLog;
import dev.coterie.account.GroupAdministration;
import dev.coterie.account.Permission;
import dev.coterie.account.Refusal;
import dev.coterie.account.RefusedException;
import dev.coterie.account.web.FormRefusals;

/** Adding a user and changing what one is like. */
@Controller
@RequestMapping("/admin/users")
class UserController {

    private static final int HISTORY = 10;
    private static final String LIST = "redirect:/admin/users";

    private final AccountAdministration accounts;
    private final GroupAdministration groups;
    private final AdminLog log;
    private final Flash flash;

    UserController(AccountAdministration accounts, GroupAdministration groups, AdminLog log, Flash flash) {
        this.accounts = accounts;
        this.groups = groups;
        this.log = log;
        this.flash = flash;
    }

    @ModelAttribute("section")
    String section() {
        return "users";
    }

    @GetMapping("/add")
    @Requires(Permission.USERS_ADD)
    String showAdd(@AuthenticationPrincipal AccountPrincipal self, Model model) {
        model.addAttribute("form", NewUserForm.EMPTY);
        return addPage(self, model);
    }

    @PostMapping("/add")
    @Requires(Permission.USERS_ADD)
    String add(
            @AuthenticationPrincipal AccountPrincipal self,
            @Valid @ModelAttribute("form") NewUserForm form,
            BindingResult errors,
            Model model,
            RedirectAttributes next) {
        if (!form.password().equals(form.repeated())) {
            errors.rejectValue("repeated", "admin.user.password.differs");
        }
        if (!errors.hasErrors()) {
            try {
                accounts.add(self.account(), form.username(), form.password(), form.toChange());
                flash.done(next, "admin.user.flash.added", form.username());
                return LIST;
            } catch (RefusedException e) {
                FormRefusals.reject(errors, e);
            }
        }
        return addPage(self, model);
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
            Model model,
            RedirectAttributes next) {
        AccountDetails details = find(id);
        if (!errors.hasErrors()) {
            UserForm wanted = self.account().superuser() ? form : form.keepingFlags(details.account());
            try {
                accounts.change(self.account(), id, wanted.toChange());
                flash.done(next, "admin.user.flash.changed", details.username());
                return LIST;
            } catch (RefusedException e) {
                FormRefusals.reject(errors, e);
            }
        }
        return changePage(self, details, model);
    }

    private String addPage(AccountPrincipal self, Model model) {
        model.addAttribute("mayFlag", self.account().superuser());
        model.addAttribute("allGroups", groups.list());
        model.addAttribute("permissionRows", PermissionRow.all());
        return "admin/user-add";
    }

    private String changePage(AccountPrincipal self, AccountDetails details, Model model) {
        Account actor = self.account();
        model.addAttribute("user", UserRow.of(details));
        model.addAttribute("self", actor.id() == details.id());
        List<Refusal> against = accounts.againstChange(actor, details.id());
        model.addAttribute("against", against);
        model.addAttribute("mayEdit", against.isEmpty() && self.has(Permission.USERS_CHANGE));
        model.addAttribute("permissionRows", PermissionRow.all());
        model.addAttribute("mayFlag", actor.superuser());
        model.addAttribute("allGroups", groups.list());
        model.addAttribute("entries", EntryRow.of(log.of(AdminEntry.Kind.USER, details.id(), HISTORY)));
        return "admin/user";
    }

    private AccountDetails find(long id) {
        return accounts.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
