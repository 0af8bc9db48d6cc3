package dev.coterie.admin;

import java.security.Principal;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import dev.coterie.account.AccountPrincipal;

/** Lets those through to a page or an action who have the rights that it {@link Requires}. Thread-safe. */
class AdminGate implements HandlerInterceptor {

    /** @throws AccessDeniedException without one of the rights, and for a handler that names none */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) {
            // There is no such page, and what is said of that gives nothing away.
            return true;
        }
        Requires requires = method.getMethodAnnotation(Requires.class);
        if (requires == null || !(principal(request) instanceof AccountPrincipal visitor) || !visitor.isStaff()) {
            throw new AccessDeniedException("Not for this visitor");
        }
        List.of(requires.value()).forEach(visitor::require);
        return true;
    }

    private static Object principal(HttpServletRequest request) {
        Principal user = request.getUserPrincipal();
        return user instanceof Authentication authentication && authentication.getPrincipal() != null
                ? authentication.getPrincipal()
                : "nobody";
    }
}
