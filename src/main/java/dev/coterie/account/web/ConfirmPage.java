package dev.coterie.account.web;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.OidcProperties;
import dev.coterie.account.OwnAccount;
import dev.coterie.account.OwnIdentity;
import dev.coterie.account.Refusal;

/** The page that asks people who are signed in for their password, or to sign in again if none opens their account. */
@Component
class ConfirmPage {

    private final OwnAccount accounts;
    private final OwnIdentity identities;
    private final OidcProperties provider;

    ConfirmPage(OwnAccount accounts, OwnIdentity identities, OidcProperties provider) {
        this.accounts = accounts;
        this.identities = identities;
        this.provider = provider;
    }

    /**
     * @param action where the password is sent, together with the fields
     * @param refusals what was wrong with the last password
     */
    ModelAndView show(
            AccountPrincipal self,
            HttpServletRequest request,
            String action,
            List<Field> fields,
            List<Refusal> refusals) {
        String before = before(request);
        String next = action.equals(ConfirmController.PATH)
                ? SameSite.path(request.getParameter("next")).orElse(before)
                : before;
        ModelAndView page = new ModelAndView("account/confirm");
        page.addObject("username", self.getUsername());
        page.addObject("hasPassword", accounts.mayConfirm(self));
        page.addObject("provider", signsInElsewhere(self) ? provider.name() : null);
        page.addObject("refusals", refusals);
        page.addObject("action", action);
        page.addObject("fields", fields);
        page.addObject("before", before);
        page.addObject("next", next);
        return page;
    }

    private boolean signsInElsewhere(AccountPrincipal self) {
        return provider.enabled() && identities.find(self).isPresent();
    }

    /** The page that people came from. */
    private static String before(HttpServletRequest request) {
        String referer = request.getHeader(HttpHeaders.REFERER);
        return (referer == null ? SameSite.path(null) : SameSite.pathOf(referer))
                .map(path -> path.startsWith(request.getContextPath() + "/")
                        ? path.substring(request.getContextPath().length())
                        : path)
                .filter(path -> !path.startsWith(ConfirmController.PATH) && !path.startsWith("/login"))
                .orElse("/account");
    }

    /** A field of the form that waits. */
    record Field(String name, String value) {

        @Override
        public String toString() {
            return "Field[name=" + name + "]";
        }
    }
}
