package dev.coterie.account.web;

import java.util.Map;
import java.util.Optional;

import jakarta.servlet.RequestDispatcher;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.web.WebAttributes;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;

import dev.coterie.account.MissingPermissionException;

/** Tells the error page which right was missing: {@code missing} is the name of a permission, or "staff". */
@Component
class MissingRight extends DefaultErrorAttributes {

    @Override
    public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
        Map<String, Object> attributes = super.getErrorAttributes(request, options);
        missing(request).ifPresent(right -> attributes.put("missing", right));
        return attributes;
    }

    private static Optional<String> missing(WebRequest request) {
        Object denied = request.getAttribute(WebAttributes.ACCESS_DENIED_403, RequestAttributes.SCOPE_REQUEST);
        if (denied instanceof MissingPermissionException exception) {
            return Optional.of(exception.permission().name());
        }
        // Nothing but being staff is asked for by the address alone.
        return denied instanceof AuthorizationDeniedException && isAdminSite(request)
                ? Optional.of("staff")
                : Optional.empty();
    }

    private static boolean isAdminSite(WebRequest request) {
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI, RequestAttributes.SCOPE_REQUEST);
        return path instanceof String text && text.startsWith(request.getContextPath() + "/admin");
    }
}
