package dev.coterie.zwibbler.access;

import java.time.InstantSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.coterie.document.RecordStore;
import dev.coterie.zwibbler.ZwibblerProperties;

/** Says who may open boards. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ZwibblerProperties.class)
class AccessConfiguration {

    private final InstantSource clock;

    AccessConfiguration(ObjectProvider<InstantSource> clock) {
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    @Bean
    BoardTokens boardTokens(RecordStore records) {
        return new BoardTokens(records, clock);
    }

    @Bean
    BoardAccess boardAccess(ZwibblerProperties properties, BoardTokens tokens) {
        return access(properties, tokens, clock);
    }

    static BoardAccess access(ZwibblerProperties properties, BoardTokens tokens, InstantSource clock) {
        return new StoredBoardAccess(
                properties.access(),
                tokens,
                properties.jwtKey().isEmpty()
                        ? null
                        : new SignedTokens(properties.jwtKey(), properties.jwtKeyIsBase64(), clock));
    }
}
