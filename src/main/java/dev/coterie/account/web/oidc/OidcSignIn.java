package dev.coterie.account.web.oidc;

import java.util.Objects;

import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.SecurityContextRepository;

import dev.coterie.account.ProviderSignIn;
import dev.coterie.account.web.SignInWay;

/** Puts the way to the provider, and the way back, among the filters of the pages. */
class OidcSignIn implements SignInWay {

    private final Provider provider;
    private final ProviderHttp http;
    private final ProviderSignIn accounts;
    private final Claims claims;
    private final ProviderLogout logout;

    OidcSignIn(Provider provider, ProviderHttp http, ProviderSignIn accounts, Claims claims, ProviderLogout logout) {
        this.provider = provider;
        this.http = http;
        this.accounts = accounts;
        this.claims = claims;
        this.logout = logout;
    }

    @Override
    public void addTo(HttpSecurity pages, AuthenticationSuccessHandler success) throws Exception {
        HttpSessionOAuth2AuthorizationRequestRepository asked = new HttpSessionOAuth2AuthorizationRequestRepository();
        OidcFailure failure = new OidcFailure();
        OAuth2AuthorizationRequestRedirectFilter there =
                new OAuth2AuthorizationRequestRedirectFilter(new AuthorizationRequests(provider));
        there.setAuthorizationRequestRepository(asked);
        there.setAuthenticationFailureHandler(failure);
        OidcLoginFilter back = new OidcLoginFilter(provider, asked, accounts, claims, logout);
        back.setAuthenticationManager(new ProviderManager(verification()));
        back.setAuthenticationSuccessHandler(success);
        back.setAuthenticationFailureHandler(failure);
        pages.addFilter(there)
                .addFilter(back)
                .with(new SessionsOf(back), sessions -> {})
                .logout(signOut -> signOut.addLogoutHandler(logout).logoutSuccessHandler(logout));
    }

    private OidcAuthorizationCodeAuthenticationProvider verification() {
        RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(http.forTokens());
        DefaultOAuth2UserService userInfo = new DefaultOAuth2UserService();
        userInfo.setRestOperations(http.forUserInfo());
        OidcUserService users = new OidcUserService();
        users.setOauth2UserService(userInfo);
        OidcAuthorizationCodeAuthenticationProvider verification =
                new OidcAuthorizationCodeAuthenticationProvider(tokens, users);
        verification.setJwtDecoderFactory(new IdTokenDecoders(http.plain()));
        return verification;
    }

    /** Gives the login of the filter a session as that of the form has one: under a new id, and kept where ours are. */
    private static final class SessionsOf extends AbstractHttpConfigurer<SessionsOf, HttpSecurity> {

        private final OidcLoginFilter filter;

        SessionsOf(OidcLoginFilter filter) {
            this.filter = filter;
        }

        @Override
        public void configure(HttpSecurity pages) {
            filter.setSessionAuthenticationStrategy(
                    Objects.requireNonNull(pages.getSharedObject(SessionAuthenticationStrategy.class)));
            filter.setSecurityContextRepository(
                    Objects.requireNonNull(pages.getSharedObject(SecurityContextRepository.class)));
        }
    }
}
