package dev.coterie.admin;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

import dev.coterie.account.AccountAdministration;
import dev.coterie.account.Permission;

/** The list of users. */
@Controller
class UserListController {

    private final AccountAdministration accounts;

    UserListController(AccountAdministration accounts) {
        this.accounts = accounts;
    }

    @ModelAttribute("section")
    String section() {
        return "users";
    }

    @GetMapping("/admin/users")
    @Requires(Permission.USERS_VIEW)
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String active,
            @RequestParam(defaultValue = "") String staff,
            @RequestParam(defaultValue = "") String superuser,
            @RequestParam(defaultValue = "username") String sort,
            @RequestParam(defaultValue = "1") String page,
            Model model) {
        UserList.Filter filter = new UserList.Filter(q, active, staff, superuser, sort, PageNumbers.read(page));
        model.addAttribute(
                "list", UserList.of(filter, accounts.list(filter.query()).map(UserRow::of)));
        return "admin/users";
    }
}
