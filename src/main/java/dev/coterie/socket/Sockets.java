package dev.coterie.socket;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/** Opens endpoints, all with the same limits and the same idea of which pages may connect. Thread-safe. */
@Component
@EnableConfigurationProperties({SocketProperties.class, OriginProperties.class})
public class Sockets implements AutoCloseable {

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
                .setHandshakeHandler(new PlainHandshakeHandler())
                .addInterceptors(new WellFormedOrigin(), new StrangersInterceptor(strangers))
                .setAllowedOrigins(origins.allowedOrigins().toArray(String[]::new));
    }

    @Override
    public void close() {
        threads.close();
    }
}
