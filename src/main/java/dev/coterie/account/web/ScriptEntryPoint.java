package dev.coterie.account.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * Refuses those who are not logged in with a status, not with a page. Programs are asked for a name and a password;
 * browsers are not, for they would open a window of their own above the page.
 */
class ScriptEntryPoint implements AuthenticationEntryPoint {

    private final Predicate<HttpServletRequest> basic;

    /** @param basic whether HTTP Basic is taken from who asks */
    ScriptEntryPoint(Predicate<HttpServletRequest> basic) {
        this.basic = basic;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof TooManyAttemptsException tooMany) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.retryAfterSeconds()));
            refuse(response, HttpStatus.TOO_MANY_REQUESTS, "too_many_attempts");
            return;
        }
        if (basic.test(request) && !isBrowser(request)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Coterie\", charset=\"UTF-8\"");
        }
        refuse(response, HttpStatus.UNAUTHORIZED, "unauthorized");
    }

    private static boolean isBrowser(HttpServletRequest request) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return request.getHeader("Sec-Fetch-Mode") != null
                || request.getHeader("X-Requested-With") != null
                || (agent != null && agent.startsWith("Mozilla/"));
    }

    static void refuse(HttpServletResponse response, HttpStatus status, String code) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(("{\"error\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
