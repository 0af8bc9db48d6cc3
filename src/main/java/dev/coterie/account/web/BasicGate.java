package dev.coterie.account.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.coterie.account.BasicPolicy;

/** Refuses passwords that come on connections which others can read, before anybody looks at them. Thread-safe. */
class BasicGate extends OncePerRequestFilter {

    private static final String ANSWER = "{\"error\":\"basic_not_allowed\",\"message\":\"HTTP Basic is taken %s "
            + "(coterie.login.basic). The password was not looked at; use TLS, or a token made at /account/tokens.\"}";

    /** Literal addresses only: no name is looked up. */
    private static final Pattern LOOPBACK = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|::1|0:0:0:0:0:0:0:1");

    private final BasicPolicy policy;

    BasicGate(BasicPolicy policy) {
        this.policy = policy;
    }

    boolean opensFor(HttpServletRequest request) {
        return switch (policy) {
            case ALWAYS -> true;
            case NEVER -> false;
            case SECURE ->
                request.isSecure() || LOOPBACK.matcher(request.getRemoteAddr()).matches();
        };
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("basic ") || opensFor(request)) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpStatus.FORBIDDEN.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        String taken = policy == BasicPolicy.NEVER ? "nowhere on this server" : "by TLS or from this machine only";
        response.getOutputStream().write(ANSWER.formatted(taken).getBytes(StandardCharsets.UTF_8));
    }
}
