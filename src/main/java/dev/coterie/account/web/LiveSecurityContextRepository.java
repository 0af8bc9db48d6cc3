package dev.coterie.account.web;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.LiveSessions;

/**
 * Reads who is logged in from the session and looks at the account as it is now, once a request and only when somebody
 * asks. So whoever is deactivated, deleted or logged out everywhere loses every session with the next request, on every
 * server, and rights that are given or taken count at once.
 */
class LiveSecurityContextRepository extends HttpSessionSecurityContextRepository {

    private final LiveSessions sessions;

    LiveSecurityContextRepository(LiveSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new Live(super.loadDeferredContext(request), request);
    }

    private SecurityContext refresh(SecurityContext stored, HttpServletRequest request) {
        Authentication authentication = stored.getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof AccountPrincipal principal)) {
            return stored;
        }
        Optional<AccountPrincipal> fresh = sessions.refresh(principal);
        if (fresh.isEmpty()) {
            Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
            return new SecurityContextImpl();
        }
        return new SecurityContextImpl(
                AccountAuthenticationProvider.authenticated(fresh.get(), authentication.getDetails()));
    }

    /** Confined to its request. */
    private final class Live implements DeferredSecurityContext {

        private final DeferredSecurityContext stored;
        private final HttpServletRequest request;
        private @Nullable SecurityContext context;

        Live(DeferredSecurityContext stored, HttpServletRequest request) {
            this.stored = stored;
            this.request = request;
        }

        @Override
        public SecurityContext get() {
            if (context == null) {
                context = refresh(stored.get(), request);
            }
            return context;
        }

        @Override
        public boolean isGenerated() {
            return stored.isGenerated();
        }
    }
}
