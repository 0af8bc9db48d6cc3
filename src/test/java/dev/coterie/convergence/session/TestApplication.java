package dev.coterie.convergence.session;

import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

import dev.coterie.cluster.Entities;
import dev.coterie.cluster.Node;
import dev.coterie.convergence.model.ModelCommand;
import dev.coterie.convergence.model.OfflineProperties;
import dev.coterie.convergence.model.OfflineWatchers;
import dev.coterie.convergence.model.Queries;
import dev.coterie.document.InMemoryRecordStore;
import dev.coterie.token.TokenVerifier;

/**
 * The realtime engine's endpoint on a real server, over stores and models of a test. No stereotype: tests of the whole
 * server scan this package too and must not find it.
 */
@EnableAutoConfiguration(
        exclude = {
            DataSourceAutoConfiguration.class,
            HibernateJpaAutoConfiguration.class,
            DataJpaRepositoriesAutoConfiguration.class,
            FlywayAutoConfiguration.class
        })
@ComponentScan({
    "dev.coterie.cluster",
    "dev.coterie.socket",
    "dev.coterie.convergence.identity",
    "dev.coterie.convergence.session"
})
class TestApplication {

    @Bean
    InMemoryRecordStore records() {
        return new InMemoryRecordStore(InstantSource.system());
    }

    @Bean
    InMemoryAccounts accounts() {
        return new InMemoryAccounts();
    }

    @Bean
    TokenVerifier verifier() {
        return TestNode.verifier(InstantSource.system());
    }

    @Bean
    BlockingQueue<TestNode.Told> told() {
        return new LinkedBlockingQueue<>();
    }

    @Bean
    Entities<ModelCommand> models(BlockingQueue<TestNode.Told> told) {
        return (name, command) -> told.add(new TestNode.Told(name, command));
    }

    @Bean
    OfflineProperties offline() {
        return TestNode.OFFLINE;
    }

    @Bean
    OfflineWatchers watchers(Node node, OfflineProperties properties) {
        return new OfflineWatchers(properties, watch -> node.spawn(watch, "test-watch"));
    }

    @Bean
    Queries queries() {
        return (requestId, user, query) -> new CompletableFuture<>();
    }

    @Bean
    SecurityFilterChain everybodyMayTry(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}
