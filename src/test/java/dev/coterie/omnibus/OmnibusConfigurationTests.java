package dev.coterie.omnibus;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.node.MissingNode;

import dev.coterie.token.DomainUrl;
import dev.coterie.token.SigningKeyReplaced;
import dev.coterie.token.SigningKeys;
import dev.coterie.token.TestKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class OmnibusConfigurationTests {

    private static final URI OURS = URI.create("http://pad.example:8000");

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(OmnibusConfiguration.class)
            .withBean(SigningKeys.class, () -> TestKeys.signingKeys("key"));

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
    void bringsANewKeyToTheServer() {
        try (FakeOmnibus omnibus = new FakeOmnibus(0)) {
            context.withPropertyValues(
                            "coterie.realtime=omnibus",
                            "coterie.omnibus.url=" + omnibus.url(),
                            "coterie.omnibus.password=" + FakeOmnibus.PASSWORD)
                    .run(started -> {
                        await().until(() -> omnibus.keys.containsKey("key"));
                        SigningKeys keys = started.getBean(SigningKeys.class);
                        keys.rotate(keys.current().thumbprint());

                        started.publishEvent(new SigningKeyReplaced(keys.current()));

                        await().untilAsserted(() -> assertThat(omnibus.keys
                                        .getOrDefault("key", MissingNode.getInstance())
                                        .path("key")
                                        .asString())
                                .isEqualTo(keys.current().toPem()));
                    });
        }
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
