package dev.coterie.zwibbler.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Answers every request for the socket's address that is no upgrade to a web socket (section 8.1 of the protocol). A
 * filter, because what comes after filters has taken forms apart already: as text, and up to a size. Thread-safe.
 */
final class SocketHttpFilter extends HttpFilter {

    /** The original's content type; it is no media type, and its clients know it. */
    static final String TEXT = "text";

    private static final Logger log = LoggerFactory.getLogger(SocketHttpFilter.class);
    private static final long serialVersionUID = 1L;
    private static final String RUNNING = "Zwibbler collaboration Server is running.";

    private final transient ManagementApi management;
    private final transient StorageProbe storage;
    private final transient Waiting waiting;

    SocketHttpFilter(ManagementApi management, StorageProbe storage, Waiting waiting) {
        this.management = management;
        this.storage = storage;
        this.waiting = waiting;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isUpgrade(request)) {
            chain.doFilter(request, response);
            return;
        }
        Cors.allow(request, response);
        try {
            answer(request, response);
        } catch (RefusedRequestException e) {
            refuse(response, e.status(), e.reason());
        } catch (RuntimeException e) {
            log.warn("A request to the whiteboard server's management API failed", e);
            refuse(response, HttpStatus.INTERNAL_SERVER_ERROR, "Internal error");
        }
    }

    /** The word is case-insensitive, and others may stand beside it (h2c, for instance). */
    private static boolean isUpgrade(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Upgrade")).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .anyMatch(word -> word.trim().equalsIgnoreCase("websocket"));
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals("POST")) {
            management.answer(request, response);
        } else if (isPing(request)) {
            waiting.await(storage.probe());
            write(response, "OK");
        } else {
            write(response, RUNNING);
        }
    }

    private static boolean isPing(HttpServletRequest request) {
        String query = request.getQueryString();
        return query != null
                && Arrays.stream(query.split("&")).anyMatch(pair -> pair.equals("ping") || pair.startsWith("ping="));
    }

    private static void write(HttpServletResponse response, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        response.setContentType(TEXT);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static void refuse(HttpServletResponse response, HttpStatus status, String reason) throws IOException {
        if (response.isCommitted()) {
            throw new IOException("The answer cannot be finished: " + reason);
        }
        response.resetBuffer();
        response.setContentType(null);
        response.setContentLength(0);
        response.setStatus(status.value());
        response.setHeader("Status", reason);
    }
}
