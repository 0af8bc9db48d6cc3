package dev.coterie.account.web;

import java.io.IOException;
import java.util.Arrays;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps requests that need no session away from the table of sessions: those of sockets, for which Tomcat looks for one at
 * each handshake although the protocols check tokens of their own, and those of files, for which Spring looks for messages
 * to the next page. Thread-safe.
 */
class WithoutSession extends OncePerRequestFilter {

    /** With which the filter of the sessions knows a request that it has seen already. */
    private static final String SEEN =
            SessionRepositoryFilter.class.getName() + OncePerRequestFilter.ALREADY_FILTERED_SUFFIX;

    private final RequestMatcher addresses;

    WithoutSession(String... paths) {
        PathPatternRequestMatcher.Builder matchers = PathPatternRequestMatcher.withDefaults();
        this.addresses = new OrRequestMatcher(Arrays.stream(paths)
                .map(path -> (RequestMatcher) matchers.matcher(path))
                .toList());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (addresses.matches(request)) {
            request.setAttribute(SEEN, Boolean.TRUE);
        }
        chain.doFilter(request, response);
    }
}
