package dev.coterie.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.BinaryWebSocketHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/**
 * A bare web socket on the server's own stack that sends every binary frame back, and plain HTTP: what this machine could do at best.
 * It is no part of the server: it carries no annotation that a component scan looks for.
 */
@EnableWebSocket
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class
})
class EchoServer implements WebSocketConfigurer {

    /** The word after {@code bench} that starts it, followed by a port. */
    static final String WORD = "echo-server";

    static final String SOCKET_PATH = "/echo";
    static final String READY_PATH = "/ready";

    /** Followed by a number: the path of as many bytes. */
    static final String BYTES_PATH = "/bytes/";

    /** @param port 0 for any */
    static ConfigurableApplicationContext start(int port) {
        return new SpringApplicationBuilder(EchoServer.class)
                .web(WebApplicationType.SERVLET)
                .run("--server.port=" + port, "--server.address=127.0.0.1", "--spring.main.banner-mode=off");
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(new Echo(), SOCKET_PATH).setHandshakeHandler(new WithoutExtensions());
    }

    @Bean
    RouterFunction<ServerResponse> plainHttp() {
        return RouterFunctions.route()
                .GET(READY_PATH, request -> ServerResponse.ok().body(Map.of("status", "UP")))
                .GET(
                        BYTES_PATH + "{count}",
                        request -> ServerResponse.ok().body(new byte[Integer.parseInt(request.pathVariable("count"))]))
                .build();
    }

    /** Stateless. */
    private static final class Echo extends BinaryWebSocketHandler {
        @Override
        protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) throws IOException {
            session.sendMessage(message);
        }
    }

    /** No compression, as in the server. Stateless. */
    private static final class WithoutExtensions extends DefaultHandshakeHandler {
        @Override
        protected List<WebSocketExtension> filterRequestedExtensions(
                ServerHttpRequest request, List<WebSocketExtension> requested, List<WebSocketExtension> supported) {
            return List.of();
        }
    }
}
