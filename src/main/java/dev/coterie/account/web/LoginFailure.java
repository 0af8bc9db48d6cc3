package dev.coterie.account.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.util.UriComponentsBuilder;

/** Sends people back to the form, which says what was wrong but not whether there is such an account. */
class LoginFailure implements AuthenticationFailureHandler {

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        UriComponentsBuilder page = UriComponentsBuilder.fromPath(request.getContextPath() + "/login");
        if (failure instanceof TooManyAttemptsException tooMany) {
            page.queryParam("wait", tooMany.retryAfterSeconds());
        } else {
            page.queryParam("error");
        }
        SameSite.path(request.getParameter("next")).ifPresent(next -> page.queryParam("next", "{next}"));
        response.sendRedirect(page.encode()
                .buildAndExpand(SameSite.path(request.getParameter("next")).orElse(""))
                .toUriString());
    }
}
