package dev.coterie.cluster;

import java.time.Duration;

import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts the node, and ends it after the web server has stopped and before storage is closed. */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Bean
    LocalNode node() {
        return new LocalNode(PATIENCE);
    }

    @Bean
    SmartLifecycle nodeLifecycle(LocalNode node) {
        return new NodeLifecycle(node);
    }
}
