package dev.coterie.account.web.oidc;

import java.io.IOException;
import java.util.Optional;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

import dev.coterie.account.OidcProperties;

/**
 * Signs out at the provider as well, when that is wanted, possible, and the person signed in there. Thread-safe.
 *
 * <p>The session ends here first. Then a page of ours leads on, not a redirect: the answer to a form may lead to this
 * site only, as our content policy says.
 */
class ProviderLogout implements LogoutHandler, LogoutSuccessHandler {

    /** Attribute of the forwarded request: where the page leads to. */
    static final String ADDRESS = ProviderLogout.class.getName() + ".address";

    private static final String ID_TOKEN = ProviderLogout.class.getName() + ".idToken";

    private final OidcProperties properties;
    private final Provider provider;
    private final String publicUrl;

    /** @param publicUrl the address of this server for everyone; empty: the one of each request */
    ProviderLogout(OidcProperties properties, Provider provider, String publicUrl) {
        this.properties = properties;
        this.provider = provider;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    /** The provider wants to see the token again that it gave. */
    void remember(OidcUser user, HttpServletRequest request) {
        if (properties.logout()) {
            request.getSession().setAttribute(ID_TOKEN, user.getIdToken().getTokenValue());
        }
    }

    /** Before the session is gone. */
    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        Optional.ofNullable(request.getSession(false))
                .map(session -> session.getAttribute(ID_TOKEN) instanceof String token ? token : null)
                .ifPresent(token -> request.setAttribute(ID_TOKEN, token));
    }

    @Override
    public void onLogoutSuccess(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication)
            throws IOException, ServletException {
        String endSession = provider.endSessionAddress();
        if (endSession == null || !(request.getAttribute(ID_TOKEN) instanceof String token)) {
            response.sendRedirect(request.getContextPath() + "/login?logout");
            return;
        }
        request.setAttribute(
                ADDRESS,
                UriComponentsBuilder.fromUriString(endSession)
                        .queryParam("id_token_hint", "{token}")
                        .queryParam("client_id", "{client}")
                        .queryParam("post_logout_redirect_uri", "{back}")
                        .encode()
                        .buildAndExpand(token, properties.clientId(), base(request) + "/login?logout")
                        .toUriString());
        request.getRequestDispatcher(SigningOutController.PATH).forward(request, response);
    }

    private String base(HttpServletRequest request) {
        return publicUrl.isEmpty()
                ? ServletUriComponentsBuilder.fromContextPath(request).build().toUriString()
                : publicUrl;
    }
}
