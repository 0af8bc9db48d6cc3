package dev.coterie.account.web.oidc;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.client.RestClientException;

/** Sends people back to the login page, which says what they can do; what went wrong is in the log. Stateless. */
class OidcFailure implements AuthenticationFailureHandler {

    private static final Logger log = LoggerFactory.getLogger(OidcFailure.class);

    private static final int MAX_LENGTH = 300;

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        String problem = problem(failure);
        log.atWarn()
                .addKeyValue("problem", problem)
                .addKeyValue("cause", inOneLine(failure))
                .log("A sign-in at the provider came to nothing");
        response.sendRedirect(request.getContextPath() + "/login?oidc=" + problem);
    }

    private static String problem(AuthenticationException failure) {
        if (failure instanceof RefusedSignInException refused) {
            return refused.problem();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProviderUnavailableException || cause instanceof RestClientException) {
                return "unavailable";
            }
        }
        return failure instanceof OAuth2AuthenticationException oauth
                        && OAuth2ErrorCodes.ACCESS_DENIED.equals(
                                oauth.getError().getErrorCode())
                ? "denied"
                : "failed";
    }

    /** Some of it comes from an address that anybody can write. */
    private static String inOneLine(AuthenticationException failure) {
        String text = String.valueOf(failure.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }
}
