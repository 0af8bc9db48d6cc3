package dev.coterie.zwibbler.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

import dev.coterie.document.InMemoryRecordStore;
import dev.coterie.zwibbler.InMemoryBoards;

/** A real server with the socket's address, over stores and boards in memory; its web socket says nothing. */
public record SocketTestServer(ConfigurableApplicationContext context) implements AutoCloseable {

    /** @param properties {@code name=value} */
    public static SocketTestServer start(String... properties) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0"));
        Stream.of(properties).map(property -> "--" + property).forEach(arguments::add);
        return new SocketTestServer(
                new SpringApplicationBuilder(Application.class).run(arguments.toArray(String[]::new)));
    }

    public int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    URI uri(String query) {
        return URI.create("http://localhost:" + port() + "/socket" + query);
    }

    InMemoryBoards boards() {
        return context.getBean(InMemoryBoards.class);
    }

    InMemoryRecordStore records() {
        return context.getBean(InMemoryRecordStore.class);
    }

    @Override
    public void close() {
        context.close();
    }

    /** No stereotype: tests of the whole server scan this package too and must not find it. */
    @EnableAutoConfiguration(
            exclude = {
                DataSourceAutoConfiguration.class,
                HibernateJpaAutoConfiguration.class,
                DataJpaRepositoriesAutoConfiguration.class,
                FlywayAutoConfiguration.class
            })
    @ComponentScan({"dev.coterie.zwibbler.access", "dev.coterie.zwibbler.http"})
    @EnableWebSocket
    private static final class Application {

        @Bean
        InMemoryRecordStore records() {
            return new InMemoryRecordStore();
        }

        @Bean
        InMemoryBoards boards(InMemoryRecordStore records) {
            return new InMemoryBoards(records);
        }

        @Bean
        WebSocketConfigurer sockets() {
            return registry -> registry.addHandler(new AbstractWebSocketHandler() {}, "/socket")
                    .setAllowedOrigins("*");
        }

        /** Accounts that must not be asked about the management API's credentials. */
        @Bean
        SecurityFilterChain everythingElse(HttpSecurity http) {
            return http.httpBasic(Customizer.withDefaults())
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .build();
        }
    }
}
