package dev.coterie.account.web.oidc;

import java.io.Serializable;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import dev.coterie.account.ProviderUser;

/**
 * Somebody who is logged in has shown who they are at the provider, and has yet to say that the account shall be
 * connected: a link on another page may have sent them there. Kept in the session. Immutable.
 *
 * @param accountId the account that was logged in when it began
 */
record PendingConnection(long accountId, ProviderUser user) implements Serializable {

    private static final String ATTRIBUTE = PendingConnection.class.getName();

    void keep(HttpServletRequest request) {
        request.getSession().setAttribute(ATTRIBUTE, this);
    }

    /** What was kept for this account. */
    static Optional<PendingConnection> of(long accountId, HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> session.getAttribute(ATTRIBUTE) instanceof PendingConnection pending ? pending : null)
                .filter(pending -> pending.accountId() == accountId);
    }

    static void forget(HttpServletRequest request) {
        Optional.ofNullable(request.getSession(false)).ifPresent(session -> session.removeAttribute(ATTRIBUTE));
    }
}
