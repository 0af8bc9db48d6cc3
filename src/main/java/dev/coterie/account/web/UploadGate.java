package dev.coterie.account.web;

import java.io.IOException;
import java.util.Locale;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Only staff send files, and none that are too large: a form with a file is kept on disk as soon as anybody asks for one of
 * its fields, which the next filter does. Thread-safe.
 */
final class UploadGate extends OncePerRequestFilter {

    /** What else is in the form. */
    private static final int FIELDS_BYTES = 16 * 1024;

    private final UploadProperties properties;

    UploadGate(UploadProperties properties) {
        this.properties = properties;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null
                || !type.toLowerCase(Locale.ROOT).startsWith("multipart/")
                // Sockets have an interface that reads such forms itself, within bounds of its own.
                || !request.getServletPath().startsWith("/admin");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication visitor = SecurityContextHolder.getContext().getAuthentication();
        boolean staff = visitor != null
                && visitor.getAuthorities().stream()
                        .anyMatch(authority -> "ROLE_STAFF".equals(authority.getAuthority()));
        if (!staff) {
            response.sendError(HttpStatus.FORBIDDEN.value());
        } else if (request.getContentLengthLong() < 0
                || request.getContentLengthLong() > properties.maxSize().toBytes() + FIELDS_BYTES) {
            response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
        } else {
            chain.doFilter(request, response);
        }
    }
}
