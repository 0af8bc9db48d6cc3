package dev.coterie.account.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.AccountTime;
import dev.coterie.account.LoginProperties;
import dev.coterie.account.OwnAccount;
import dev.coterie.account.RefusedException;

/** Whether a login is fresh enough for what is dangerous, and making it fresh. Thread-safe. */
@Component
public class FreshLogins {

    private final OwnAccount accounts;
    private final LoginRenewal renewal;
    private final AccountTime time;
    private final LoginProperties properties;

    FreshLogins(OwnAccount accounts, LoginRenewal renewal, AccountTime time, LoginProperties properties) {
        this.accounts = accounts;
        this.renewal = renewal;
        this.time = time;
        this.properties = properties;
    }

    public boolean isFresh(AccountPrincipal self) {
        return self.provenAt().plus(properties.fresh()).isAfter(time.now());
    }

    /**
     * For handlers that see from a form's contents only that it is dangerous: call it before anything is done. The
     * person is asked for the password, and then the handler is called once more with the same form.
     *
     * @throws StaleLoginException not to be caught: it becomes the page that asks
     */
    public void require(AccountPrincipal self) {
        if (!isFresh(self)) {
            throw new StaleLoginException();
        }
    }

    /** Whoever finds a browser open gives nobody a right. */
    public void requireToGive(boolean rights, AccountPrincipal self) {
        if (rights) {
            require(self);
        }
    }

    /** Goes on with a fresh login if the password is right. */
    void confirm(AccountPrincipal self, String password, HttpServletRequest request, HttpServletResponse response) {
        try {
            renewal.goOn(accounts.confirm(self, password, request.getRemoteAddr()), request, response);
        } catch (RefusedException e) {
            throw new StaleLoginException(e);
        }
    }
}
