package dev.coterie.account.web;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.LoginOutcome;
import dev.coterie.account.PasswordLogin;

/** Checks the passwords of the login form and of HTTP Basic. Thread-safe. */
@Component
class AccountAuthenticationProvider implements AuthenticationProvider {

    private final PasswordLogin login;

    AccountAuthenticationProvider(PasswordLogin login) {
        this.login = login;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String address =
                attempt.getDetails() instanceof WebAuthenticationDetails details && details.getRemoteAddress() != null
                        ? details.getRemoteAddress()
                        : "";
        String password = attempt.getCredentials() instanceof String text ? text : "";
        LoginOutcome outcome = login.attempt(attempt.getName(), password, address);
        if (outcome instanceof LoginOutcome.Throttled throttled) {
            throw new TooManyAttemptsException(throttled.retryAfter());
        }
        if (outcome instanceof LoginOutcome.Admitted admitted) {
            return authenticated(admitted.principal(), attempt.getDetails());
        }
        throw new BadCredentialsException("Refused");
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    static Authentication authenticated(AccountPrincipal principal, @Nullable Object details) {
        UsernamePasswordAuthenticationToken token =
                UsernamePasswordAuthenticationToken.authenticated(principal, null, principal.getAuthorities());
        token.setDetails(details);
        return token;
    }
}
