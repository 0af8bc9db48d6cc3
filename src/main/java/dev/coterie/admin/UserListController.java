package dev.coterie.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

import dev.coterie.account.AccountAction;
import dev.coterie.account.AccountAdministration;
import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.GroupAdministration;
import dev.coterie.account.LastLogin;
import dev.coterie.account.Permission;

/** The list of users. */
@Controller
class UserListController {

    private final AccountAdministration accounts;
    private final GroupAdministration groups;

    UserListController(AccountAdministration accounts, GroupAdministration groups) {
        this.accounts = accounts;
        this.groups = groups;
    }

    @ModelAttribute("section")
    String section() {
        return "users";
    }

    @GetMapping("/admin/users")
    @Requires(Permission.USERS_VIEW)
    String list(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String active,
            @RequestParam(defaultValue = "") String staff,
            @RequestParam(defaultValue = "") String superuser,
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String group,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "1") String page,
            Model model) {
        UserList.Filter filter =
                new UserList.Filter(q, active, staff, superuser, login, group, sort, PageNumbers.read(page));
        model.addAttribute(
                "list", UserList.of(filter, accounts.list(filter.query()).map(UserRow::of)));
        model.addAttribute("allGroups", groups.list());
        model.addAttribute(
                "logins", Arrays.stream(LastLogin.values()).map(LastLogin::key).toList());
        model.addAttribute("actions", actions(self));
        return "admin/users";
    }

    private static List<String> actions(AccountPrincipal self) {
        return Arrays.stream(AccountAction.values())
                .filter(action -> self.has(action.permission()))
                .map(action -> action.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
