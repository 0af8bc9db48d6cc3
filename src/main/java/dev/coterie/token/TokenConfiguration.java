package dev.coterie.token;

import java.time.Clock;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({JwtProperties.class, RealtimeProperties.class})
class TokenConfiguration {

    @Bean
    RsaKeyPair signingKeys(JwtProperties properties) {
        new KeyFileMaker(properties.keyFile(), properties.publicKeyFile()).makeWhenMissing();
        return KeyFiles.read(properties.keyFile(), properties.publicKeyFile());
    }

    @Bean
    PublicSigningKey publicSigningKey(RsaKeyPair signingKeys, JwtProperties properties) {
        return new PublicSigningKey(properties.keyId(), signingKeys.publicKey());
    }

    @Bean
    TokenIssuer tokenIssuer(RsaKeyPair signingKeys, JwtProperties properties) {
        return new JjwtTokenIssuer(signingKeys, properties.keyId(), properties.lifetime(), Clock.systemUTC());
    }

    @Bean
    TokenVerifier tokenVerifier(PublicSigningKey publicSigningKey) {
        return new JjwtTokenVerifier(publicSigningKey, Clock.systemUTC());
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
