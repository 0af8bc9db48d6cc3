package dev.coterie.admin;

import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountAdministration;
import dev.coterie.account.AccountDetails;
import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.ApiScope;
import dev.coterie.account.ApiToken;
import dev.coterie.account.ApiTokenAdministration;
import dev.coterie.account.Permission;
import dev.coterie.account.RefusedException;
import dev.coterie.account.web.PageTime;

/** The tokens that a user has made for programs. */
@Controller
@RequestMapping("/admin/users/{id}/tokens")
class UserTokenController {

    private final AccountAdministration accounts;
    private final ApiTokenAdministration tokens;
    private final Flash flash;

    UserTokenController(AccountAdministration accounts, ApiTokenAdministration tokens, Flash flash) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.flash = flash;
    }

    @ModelAttribute("section")
    String section() {
        return "users";
    }

    @GetMapping
    @Requires(Permission.USERS_VIEW)
    String show(@AuthenticationPrincipal AccountPrincipal self, @PathVariable long id, Model model) {
        AccountDetails details = find(id);
        model.addAttribute("user", UserRow.of(details));
        model.addAttribute(
                "tokens", tokens.of(details.account()).stream().map(Row::of).toList());
        model.addAttribute(
                "mayRevoke",
                self.has(Permission.USERS_CHANGE)
                        && accounts.againstChange(self.account(), id).isEmpty());
        return "admin/user-tokens";
    }

    @PostMapping("/{tokenId}/revoke")
    @Requires(Permission.USERS_CHANGE)
    String revoke(
            @AuthenticationPrincipal AccountPrincipal self,
            @PathVariable long id,
            @PathVariable long tokenId,
            RedirectAttributes next) {
        AccountDetails details = find(id);
        try {
            if (!tokens.revoke(self.account(), details.account(), tokenId)) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
            flash.done(next, "user-tokens.flash.revoked", details.username());
        } catch (RefusedException e) {
            flash.refused(next, e);
        }
        return "redirect:/admin/users/" + id + "/tokens";
    }

    private AccountDetails find(long id) {
        return accounts.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /**
     * A token as the page shows it. Immutable.
     *
     * @param lastUsed empty: never
     */
    record Row(long id, String name, List<String> scopes, String created, String expires, String lastUsed) {

        static Row of(ApiToken token) {
            return new Row(
                    token.id(),
                    token.name(),
                    token.scopes().stream().map(ApiScope::key).toList(),
                    PageTime.minute(token.createdAt()),
                    PageTime.minute(token.expiresAt()),
                    Optional.ofNullable(token.lastUsedAt())
                            .map(PageTime::minute)
                            .orElse(""));
        }
    }
}
