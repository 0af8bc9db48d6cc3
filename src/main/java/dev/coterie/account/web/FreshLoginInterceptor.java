package dev.coterie.account.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import dev.coterie.account.AccountPrincipal;

/**
 * Enforces {@link FreshLogin}, and takes the password that {@link StaleLoginAdvice} has asked for from among the fields of
 * the form. Thread-safe.
 */
class FreshLoginInterceptor implements HandlerInterceptor {

    /** The field with the password; no form has one of this name. */
    static final String FIELD = "confirmPassword";

    private final FreshLogins logins;

    FreshLoginInterceptor(FreshLogins logins) {
        this.logins = logins;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            String password = isForm(request) ? request.getParameter(FIELD) : null;
            boolean needed = isMarked(method);
            AccountPrincipal self = needed || password != null ? whoAsks() : null;
            if (self != null && !logins.isFresh(self)) {
                if (password != null) {
                    logins.confirm(self, password, request, response);
                } else if (needed) {
                    throw new StaleLoginException();
                }
            }
        }
        return true;
    }

    private static boolean isMarked(HandlerMethod method) {
        return method.hasMethodAnnotation(FreshLogin.class)
                || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), FreshLogin.class);
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return "POST".equals(request.getMethod())
                && type != null
                && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    private static @Nullable AccountPrincipal whoAsks() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof AccountPrincipal principal
                ? principal
                : null;
    }
}
