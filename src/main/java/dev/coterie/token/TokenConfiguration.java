package dev.coterie.token;

import java.time.Clock;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({JwtProperties.class, RealtimeProperties.class})
class TokenConfiguration {

    @Bean
    FileSigningKeys signingKeys(JwtProperties properties, ApplicationEventPublisher events) {
        return new FileSigningKeys(
                KeyLayout.of(properties.keyFile()),
                properties.keyId(),
                new KeyDisk(),
                properties.overlapOrDefault(),
                Clock.systemUTC(),
                events);
    }

    @Bean
    TokenIssuer tokenIssuer(FileSigningKeys signingKeys, JwtProperties properties) {
        return new JjwtTokenIssuer(signingKeys, properties.lifetime(), Clock.systemUTC());
    }

    @Bean
    TokenVerifier tokenVerifier(FileSigningKeys signingKeys) {
        return new JjwtTokenVerifier(signingKeys, Clock.systemUTC());
    }

    @Bean
    @ConditionalOnProperty(name = "coterie.realtime", havingValue = "embedded", matchIfMissing = true)
    DomainUrl embeddedDomainUrl(
            RealtimeProperties properties,
            @Value("${coterie.convergence.namespace:convergence}") String namespace,
            @Value("${coterie.convergence.domain:default}") String domain) {
        return new EmbeddedDomainUrl(properties.publicUrl(), namespace, domain);
    }
}
