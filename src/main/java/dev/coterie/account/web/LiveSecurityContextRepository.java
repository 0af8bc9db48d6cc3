package dev.coterie.account.web;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.LiveSessions;

/**
 * Reads who is logged in from the session and looks at the account as it is now, once a request and only when somebody
 * asks. So whoever is deactivated, deleted or logged out everywhere loses every session with the next request, on every
 * server, and rights that are given or taken count at once. Thread-safe.
 */
class LiveSecurityContextRepository implements SecurityContextRepository {

    /** The attribute with a {@link StoredLogin}. */
    static final String LOGIN = "login";

    private final LiveSessions sessions;

    LiveSecurityContextRepository(LiveSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    @Deprecated
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return loadDeferredContext(holder.getRequest()).get();
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new Live(request);
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return login(request.getSession(false)) != null;
    }

    /** Keeps accounts only: who came by anything else is known for this one request. */
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        Authentication authentication = context.getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof AccountPrincipal principal) {
            HttpSession session = request.getSession();
            session.setAttribute(LOGIN, login(principal, request, login(session)));
            session.setAttribute(
                    FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME,
                    indexOf(principal.account().id()));
        } else {
            Optional.ofNullable(request.getSession(false)).ifPresent(session -> {
                session.removeAttribute(LOGIN);
                session.removeAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME);
            });
        }
    }

    /** How the sessions of an account are found: by its id, for a name may become somebody else's. */
    static String indexOf(long accountId) {
        return Long.toString(accountId);
    }

    static @Nullable StoredLogin login(@Nullable HttpSession session) {
        return session != null && session.getAttribute(LOGIN) instanceof StoredLogin login ? login : null;
    }

    private static StoredLogin login(
            AccountPrincipal principal, HttpServletRequest request, @Nullable StoredLogin before) {
        Instant now = principal.authenticatedAt();
        long id = principal.account().id();
        return new StoredLogin(
                id,
                now,
                before != null && before.accountId() == id ? before.since() : now,
                request.getRemoteAddr(),
                Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), ""),
                principal.provenAt());
    }

    private SecurityContext read(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        StoredLogin login = login(session);
        if (session == null || login == null) {
            return new SecurityContextImpl();
        }
        Optional<AccountPrincipal> principal = sessions.refresh(login.accountId(), login.authenticatedAt())
                .map(fresh -> fresh.provenAt(login.proven()));
        if (principal.isEmpty()) {
            session.invalidate();
            return new SecurityContextImpl();
        }
        return new SecurityContextImpl(AccountAuthenticationProvider.authenticated(principal.get(), null));
    }

    /** Confined to its request. */
    private final class Live implements DeferredSecurityContext {

        private final HttpServletRequest request;
        private @Nullable SecurityContext context;

        Live(HttpServletRequest request) {
            this.request = request;
        }

        @Override
        public SecurityContext get() {
            if (context == null) {
                context = read(request);
            }
            return context;
        }

        @Override
        public boolean isGenerated() {
            return get().getAuthentication() == null;
        }
    }
}
