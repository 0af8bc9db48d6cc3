package dev.coterie.omnibus;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.coterie.token.DomainUrl;
import dev.coterie.token.SigningKeys;

/** Wires the room when the realtime engine is an external Convergence server. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "coterie.realtime", havingValue = "omnibus")
@EnableConfigurationProperties(OmnibusProperties.class)
class OmnibusConfiguration {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    @Bean
    DomainUrl omnibusDomainUrl(OmnibusProperties properties) {
        URI publicUrl = properties.publicUrl();
        return new OmnibusDomainUrl(publicUrl == null || publicUrl.toString().isEmpty() ? properties.url() : publicUrl);
    }

    @Bean
    StatusBoard omnibusStatusBoard(OmnibusProperties properties) {
        return new StatusBoard(properties.url(), Clock.systemUTC());
    }

    @Bean
    OmnibusHealthIndicator omnibusHealthIndicator(StatusBoard omnibusStatusBoard) {
        return new OmnibusHealthIndicator(omnibusStatusBoard);
    }

    @Bean
    OmnibusRegistrar omnibusRegistrar(OmnibusProperties properties, SigningKeys keys, StatusBoard omnibusStatusBoard) {
        OmnibusClient client = new OmnibusClient(properties.url(), properties.timeout());
        return new OmnibusRegistrar(
                new KeyRegistration(client, properties, keys, omnibusStatusBoard),
                new Backoff(FIRST_PAUSE, LONGEST_PAUSE, new Random()),
                properties.checkInterval());
    }
}
