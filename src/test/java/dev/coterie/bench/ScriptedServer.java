package dev.coterie.bench;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

import dev.coterie.convergence.wire.model.ObjectValue;

/** A server for the load generator alone: real sockets, every message in one lock, nothing stored, faults on demand. */
@EnableWebSocket
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class
})
class ScriptedServer implements WebSocketConfigurer, AutoCloseable {

    /** What the server does wrong. */
    enum Fault {
        NONE,
        /** Delivers one operation in twenty without its effect. */
        WRONG_TEXT,
        /** Leaves something out when a model that was edited is opened. */
        WRONG_DATA,
        /** Closes a connection while it types. */
        DISCONNECT,
        /** Lets nobody in. */
        REFUSE
    }

    private static volatile Fault fault = Fault.NONE;

    private final Map<String, ScriptedModel> models = new HashMap<>();
    private final AtomicInteger sessions = new AtomicInteger();

    static ConfigurableApplicationContext start(Fault fault) {
        ScriptedServer.fault = fault;
        return new SpringApplicationBuilder(ScriptedServer.class)
                .web(WebApplicationType.SERVLET)
                .run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off");
    }

    static URI base(ConfigurableApplicationContext context) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(new ScriptedProtocol(this, fault), "/api/realtime/convergence/default");
        registry.addHandler(new ScriptedBoards(fault), "/socket").setAllowedOrigins("*");
    }

    @Bean
    RouterFunction<ServerResponse> token() {
        return RouterFunctions.route()
                .GET("/api/token", request -> ServerResponse.ok().body(Map.of("token", "a token", "username", "ada")))
                .build();
    }

    @Bean
    ServletServerContainerFactoryBean buffers() {
        ServletServerContainerFactoryBean buffers = new ServletServerContainerFactoryBean();
        buffers.setMaxBinaryMessageBufferSize(1 << 20);
        return buffers;
    }

    String newSessionId() {
        return "s" + sessions.incrementAndGet();
    }

    synchronized ScriptedModel model(String id, ObjectValue initialData) {
        return models.computeIfAbsent(id, name -> new ScriptedModel(initialData));
    }

    synchronized boolean has(String id) {
        return models.containsKey(id);
    }

    synchronized void delete(String id) {
        models.remove(id);
    }

    synchronized void left(WebSocketSession session) {
        models.values().forEach(model -> model.leave(session));
    }

    @Override
    public void close() {
        models.clear();
    }
}
