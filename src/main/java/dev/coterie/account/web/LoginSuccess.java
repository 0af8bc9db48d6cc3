package dev.coterie.account.web;

import java.io.IOException;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

import dev.coterie.account.LoginProperties;

/**
 * Sends people where they were going: the {@code next} of the form or of the other way to sign in, else the page that
 * asked for the login, else home.
 */
class LoginSuccess implements AuthenticationSuccessHandler {

    private final RequestCache requestCache;
    private final LoginProperties properties;

    LoginSuccess(RequestCache requestCache, LoginProperties properties) {
        this.requestCache = requestCache;
        this.properties = properties;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        SavedRequest saved = requestCache.getRequest(request, response);
        if (saved != null) {
            requestCache.removeRequest(request, response);
        }
        request.getSession()
                .setMaxInactiveInterval(
                        Math.toIntExact(properties.sessionTimeout().toSeconds()));
        String next = request.getAttribute(SignInWay.NEXT) instanceof String path ? path : request.getParameter("next");
        String target = SameSite.path(next)
                .map(path -> request.getContextPath() + path)
                .or(() -> saved == null ? Optional.empty() : SameSite.pathOf(saved.getRedirectUrl()))
                .orElse(request.getContextPath() + "/");
        response.sendRedirect(target);
    }
}
