package dev.coterie.account.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.LiveSessions;

/** Going on in a session after its person has shown a password once more. Thread-safe. */
@Component
class LoginRenewal {

    private final LiveSessions sessions;
    private final LiveSecurityContextRepository contexts;

    LoginRenewal(LiveSessions sessions) {
        this.sessions = sessions;
        this.contexts = new LiveSecurityContextRepository(sessions);
    }

    /** The session goes on under another id. */
    void goOn(AccountPrincipal renewed, HttpServletRequest request, HttpServletResponse response) {
        request.changeSessionId();
        // What this request goes on to do needs the permissions.
        AccountPrincipal principal = sessions.refresh(renewed).orElse(renewed);
        SecurityContextImpl context =
                new SecurityContextImpl(AccountAuthenticationProvider.authenticated(principal, null));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
