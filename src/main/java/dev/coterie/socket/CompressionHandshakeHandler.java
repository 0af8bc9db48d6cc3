package dev.coterie.socket;

import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/**
 * Upgrades with compression where the protocol wants it, and without any extension elsewhere: compression costs memory for
 * each connection, and can leak secrets. Tomcat agrees to whatever the client offers, whatever the application selects, so
 * it sees another offer: none, or one without context takeover in either direction, so that nothing is remembered between
 * messages. Thread-safe.
 */
final class CompressionHandshakeHandler implements HandshakeHandler {

    private static final String OFFER = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    private final HandshakeHandler handshake = new DefaultHandshakeHandler();
    private final boolean compression;

    CompressionHandshakeHandler(boolean compression) {
        this.compression = compression;
    }

    @Override
    public boolean doHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        HttpServletRequest offer = ((ServletServerHttpRequest) request).getServletRequest();
        boolean compressed = compression
                && !refuses(request.getURI().getRawQuery())
                && offers(request.getHeaders().getOrEmpty(WebSocketHttpHeaders.SEC_WEBSOCKET_EXTENSIONS));
        return handshake.doHandshake(
                new ServletServerHttpRequest(new OtherOffer(offer, compressed ? OFFER : null)),
                response,
                handler,
                attributes);
    }

    static boolean refuses(@Nullable String query) {
        return query != null && Arrays.asList(query.split("&")).contains("compression=0");
    }

    /** Whether one of the offers is compression that we can do: our window has one size, the usual one. */
    static boolean offers(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(offer -> offer.replaceAll("\\s|\"", "").toLowerCase(Locale.ROOT))
                .anyMatch(offer -> (offer + ";").startsWith("permessage-deflate;")
                        && (!offer.contains("server_max_window_bits")
                                || (offer + ";").contains("server_max_window_bits=15;")));
    }

    private static final class OtherOffer extends HttpServletRequestWrapper {

        private final @Nullable String extensions;

        OtherOffer(HttpServletRequest request, @Nullable String extensions) {
            super(request);
            this.extensions = extensions;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isOffer(name) ? extensions : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            if (!isOffer(name)) {
                return super.getHeaders(name);
            }
            return extensions == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(extensions));
        }

        private static boolean isOffer(String name) {
            return WebSocketHttpHeaders.SEC_WEBSOCKET_EXTENSIONS.equalsIgnoreCase(name);
        }
    }
}
