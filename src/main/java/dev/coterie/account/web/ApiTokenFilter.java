package dev.coterie.account.web;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.ApiToken;
import dev.coterie.account.ApiTokens;

/**
 * Lets programs in that show a token of a person. They are that person, with the token's scopes and without what the
 * person may do on the admin site. Thread-safe.
 */
class ApiTokenFilter extends OncePerRequestFilter {

    private static final String SCHEME = "bearer ";

    private final ApiTokens tokens;

    ApiTokenFilter(ApiTokens tokens) {
        this.tokens = tokens;
    }

    static boolean isShown(HttpServletRequest request) {
        return secret(request).isPresent();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<ApiToken.Bearer> bearer = secret(request).flatMap(tokens::authenticate);
        if (bearer.isEmpty()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            ScriptEntryPoint.refuse(response, HttpStatus.UNAUTHORIZED, "invalid_token");
            return;
        }
        SecurityContextHolder.setContext(new SecurityContextImpl(authenticated(bearer.get())));
        chain.doFilter(request, response);
    }

    private static UsernamePasswordAuthenticationToken authenticated(ApiToken.Bearer bearer) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        authorities.add(new SimpleGrantedAuthority(AccountPrincipal.ROLE_USER));
        bearer.scopes().forEach(scope -> authorities.add(new SimpleGrantedAuthority(scope.authority())));
        // No password was given, so this is never fresh enough for what is dangerous.
        return UsernamePasswordAuthenticationToken.authenticated(
                new AccountPrincipal(bearer.account(), Instant.EPOCH), null, authorities);
    }

    private static Optional<String> secret(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(header -> header.substring(SCHEME.length()).strip())
                .filter(ApiTokens::isToken);
    }
}
