package dev.coterie.account.web.oidc;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.web.SameSite;

/**
 * What the provider is asked, with state, nonce and a proof key, and what is remembered until it answers: where the
 * person was going, or whose account they want to connect. Thread-safe.
 */
class AuthorizationRequests implements OAuth2AuthorizationRequestResolver {

    /** Attribute: a path of this site. */
    static final String NEXT = "next";

    /** Attribute: the id of the account that is to be connected. */
    static final String CONNECT = "connect";

    /** Attribute: true when the person shall show once more who they are, even if the provider knows. */
    static final String AGAIN = "again";

    private final DefaultOAuth2AuthorizationRequestResolver resolver;

    AuthorizationRequests(ClientRegistrationRepository provider) {
        this.resolver = new DefaultOAuth2AuthorizationRequestResolver(provider);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        return remember(resolver.resolve(request), request);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registrationId) {
        return remember(resolver.resolve(request, registrationId), request);
    }

    private static @Nullable OAuth2AuthorizationRequest remember(
            @Nullable OAuth2AuthorizationRequest asked, HttpServletRequest request) {
        if (asked == null) {
            return null;
        }
        OAuth2AuthorizationRequest.Builder builder = OAuth2AuthorizationRequest.from(asked);
        SameSite.path(request.getParameter(NEXT))
                .ifPresent(next -> builder.attributes(attributes -> attributes.put(NEXT, next)));
        Optional.ofNullable(request.getParameter(CONNECT))
                .flatMap(wanted -> AccountPrincipal.accountOf(
                        SecurityContextHolder.getContext().getAuthentication()))
                .ifPresent(account -> builder.attributes(attributes -> attributes.put(CONNECT, account.id())));
        if (request.getParameter(AGAIN) != null) {
            builder.attributes(attributes -> attributes.put(AGAIN, true)).additionalParameters(parameters -> {
                parameters.put("prompt", "login");
                parameters.put("max_age", "0");
            });
        }
        return builder.build();
    }
}
