package dev.coterie.account.web.oidc;

import java.io.IOException;
import java.time.Instant;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.ProviderSignIn;
import dev.coterie.account.SignInOutcome;
import dev.coterie.account.web.SignInWay;

/**
 * Takes people back from the provider: who they are there becomes who they are here, the same kind of login as by a
 * password. Thread-safe.
 */
class OidcLoginFilter extends OAuth2LoginAuthenticationFilter {

    private final AuthorizationRequestRepository<OAuth2AuthorizationRequest> asked;
    private final ProviderSignIn accounts;
    private final Claims claims;
    private final ProviderLogout logout;

    OidcLoginFilter(
            Provider provider,
            AuthorizationRequestRepository<OAuth2AuthorizationRequest> asked,
            ProviderSignIn accounts,
            Claims claims,
            ProviderLogout logout) {
        super(provider, new NoClients(), Provider.REDIRECT_PATH);
        setAuthorizationRequestRepository(asked);
        this.asked = asked;
        this.accounts = accounts;
        this.claims = claims;
        this.logout = logout;
    }

    /** Null is documented, if not annotated here: the answer is written already. */
    @Override
    @SuppressWarnings("NullAway")
    public @Nullable Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response)
            throws AuthenticationException {
        OAuth2AuthorizationRequest question = asked.loadAuthorizationRequest(request);
        OidcUser user = verified(request, response);
        if (question != null && question.getAttribute(AuthorizationRequests.CONNECT) instanceof Long accountId) {
            new PendingConnection(accountId, claims.read(user)).keep(request);
            redirect(request, response);
            return null;
        }
        Instant provenAt = user.getAuthenticatedAt();
        if (provenAt == null && question != null && question.getAttribute(AuthorizationRequests.AGAIN) != null) {
            // The address that asked for it went by way of the browser, which may have left the question out.
            throw new AuthenticationServiceException("The provider does not say when the person signed in: auth_time");
        }
        SignInOutcome outcome = accounts.signIn(claims.read(user), provenAt);
        if (!(outcome instanceof SignInOutcome.Admitted admitted)) {
            throw new RefusedSignInException(outcome instanceof SignInOutcome.Inactive ? "inactive" : "unknown");
        }
        if (question != null) {
            request.setAttribute(SignInWay.NEXT, question.getAttribute(AuthorizationRequests.NEXT));
        }
        logout.remember(user, request);
        return authenticated(admitted.principal(), request);
    }

    private OidcUser verified(HttpServletRequest request, HttpServletResponse response) {
        try {
            Authentication authentication = super.attemptAuthentication(request, response);
            if (authentication.getPrincipal() instanceof OidcUser user) {
                return user;
            }
            throw new AuthenticationServiceException("The provider vouches for nobody");
        } catch (AuthenticationException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever a provider may answer that nobody thought of.
            throw new AuthenticationServiceException("The provider's answer makes no sense", e);
        }
    }

    private Authentication authenticated(AccountPrincipal principal, HttpServletRequest request) {
        UsernamePasswordAuthenticationToken token =
                UsernamePasswordAuthenticationToken.authenticated(principal, null, principal.getAuthorities());
        token.setDetails(authenticationDetailsSource.buildDetails(request));
        return token;
    }

    private static void redirect(HttpServletRequest request, HttpServletResponse response) {
        try {
            response.sendRedirect(request.getContextPath() + IdentityController.PATH);
        } catch (IOException e) {
            throw new AuthenticationServiceException("The browser has gone", e);
        }
    }
}
