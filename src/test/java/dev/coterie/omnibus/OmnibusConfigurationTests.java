package dev.coterie.omnibus;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.coterie.token.DomainUrl;
import dev.coterie.token.PublicSigningKey;
import dev.coterie.token.TestKeys;

import static org.assertj.core.api.Assertions.assertThat;

class OmnibusConfigurationTests {

    private static final URI OURS = URI.create("http://pad.example:8000");

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(OmnibusConfiguration.class)
            .withBean(PublicSigningKey.class, () -> new PublicSigningKey("key", TestKeys.publicKey()));

    @Test
    void isAbsentWithTheEmbeddedEngine() {
        context.run(started -> assertThat(started).doesNotHaveBean(DomainUrl.class));
        context.withPropertyValues("coterie.realtime=embedded")
                .run(started -> assertThat(started).doesNotHaveBean(OmnibusRegistrar.class));
    }

    @Test
    void sendsBrowsersToTheServer() {
        omnibus("coterie.omnibus.url=http://localhost:1/")
                .run(started -> assertThat(started.getBean(DomainUrl.class).seenFrom(OURS))
                        .hasToString("http://localhost:1/api/realtime/convergence/default"));
    }

    @Test
    void sendsBrowsersToItsPublicAddress() {
        omnibus("coterie.omnibus.url=http://localhost:1", "coterie.omnibus.public-url=https://rt.example/base")
                .run(started -> assertThat(started.getBean(DomainUrl.class).seenFrom(OURS))
                        .hasToString("https://rt.example/base/api/realtime/convergence/default"));
    }

    @Test
    void wantsAnAddressAndAPassword() {
        context.withPropertyValues("coterie.realtime=omnibus")
                .run(started -> assertThat(started)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("'url'")
                        .hasMessageContaining("'password'"));
    }

    private ApplicationContextRunner omnibus(String... properties) {
        return context.withPropertyValues("coterie.realtime=omnibus", "coterie.omnibus.password=secret")
                .withPropertyValues(properties);
    }
}
