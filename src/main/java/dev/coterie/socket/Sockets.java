package dev.coterie.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.OriginHandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** Opens endpoints, all with the same limits and the same idea of which pages may connect. Thread-safe. */
@Component
@EnableConfigurationProperties({SocketProperties.class, OriginProperties.class})
public class Sockets implements AutoCloseable {

    private static final int BEFORE_CONTROLLERS = -1;

    private final SocketProperties limits;
    private final OriginProperties origins;
    private final SocketThreads threads = new SocketThreads();
    private final Strangers strangers;

    Sockets(SocketProperties limits, OriginProperties origins) {
        this.limits = limits;
        this.origins = origins;
        this.strangers = new Strangers(limits.maxUnauthenticatedPerAddress());
    }

    /**
     * Speaks a protocol on paths. Pages of other origins than our own and the allowed ones are refused (403); programs,
     * which send no origin, are not.
     */
    public void register(WebSocketHandlerRegistry registry, Protocol protocol, String... paths) {
        registry.addHandler(new SocketHandler(protocol, limits, threads, strangers), paths)
                .setHandshakeHandler(new CompressionHandshakeHandler(protocol.compression()))
                .addInterceptors(new WellFormedOrigin(), new StrangersInterceptor(strangers))
                .setAllowedOrigins(origins.allowedOrigins().toArray(String[]::new));
    }

    /**
     * Speaks a protocol on a path that others answer as well, when a request is no upgrade; in other ways like
     * {@link #register}, but as the protocol wants it.
     *
     * @return to be made a bean
     */
    public HandlerMapping upgrades(Protocol protocol, String path) {
        WebSocketHttpRequestHandler handler = new WebSocketHttpRequestHandler(
                new SocketHandler(protocol, limits, threads, strangers),
                new CompressionHandshakeHandler(protocol.compression()));
        List<HandshakeInterceptor> interceptors = new ArrayList<>();
        if (!protocol.anyOrigin()) {
            interceptors.add(new WellFormedOrigin());
            interceptors.add(new OriginHandshakeInterceptor(origins.allowedOrigins()));
        }
        interceptors.add(new StrangersInterceptor(strangers));
        handler.setHandshakeInterceptors(interceptors);
        WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
        mapping.setWebSocketUpgradeMatch(true);
        mapping.setUrlMap(Map.of(path, handler));
        mapping.setOrder(BEFORE_CONTROLLERS);
        return mapping;
    }

    @Override
    public void close() {
        threads.close();
    }
}
