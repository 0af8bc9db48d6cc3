package dev.coterie.token;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class TokenConfigurationTests {

    private static final URI OURS = URI.create("http://pad.example:8000");

    @TempDir
    private Path directory;

    private ApplicationContextRunner context = new ApplicationContextRunner();

    @BeforeEach
    void configure() {
        context = context.withUserConfiguration(TokenConfiguration.class)
                .withPropertyValues("coterie.jwt.key-file=" + directory.resolve("jwt-key"));
    }

    @Test
    void keepsItsKeyFromStartToStart() {
        context.run(first -> context.run(
                second -> assertThat(second.getBean(SigningKeys.class).current().toPem())
                        .isEqualTo(first.getBean(SigningKeys.class).current().toPem())
                        .isEqualTo(Files.readString(directory.resolve("jwt-key.pub")))));
    }

    @Test
    void acceptsTokensOfAnOldKeyForLongEnough() {
        context.run(started -> assertThat(overlap(started)).isEqualTo(Duration.ofDays(2)));
        context.withPropertyValues("coterie.jwt.lifetime=7d")
                .run(started -> assertThat(overlap(started)).isEqualTo(Duration.ofDays(7)));
        context.withPropertyValues("coterie.jwt.overlap=0")
                .run(started -> assertThat(overlap(started)).isZero());
    }

    private static Duration overlap(ApplicationContext started) {
        return started.getBean(SigningKeys.class).status().overlap();
    }

    @Test
    void sendsClientsToItself() {
        context.run(started -> assertThat(started.getBean(DomainUrl.class).seenFrom(OURS))
                .hasToString("http://pad.example:8000/api/realtime/convergence/default"));
        context.withPropertyValues("coterie.public-url=")
                .run(started -> assertThat(started.getBean(DomainUrl.class).seenFrom(OURS))
                        .hasToString("http://pad.example:8000/api/realtime/convergence/default"));
    }

    @Test
    void sendsClientsToItsPublicAddress() {
        context.withPropertyValues(
                        "coterie.public-url=https://pad.example.org",
                        "coterie.convergence.namespace=our team",
                        "coterie.convergence.domain=a/b")
                .run(started -> assertThat(started.getBean(DomainUrl.class).seenFrom(OURS))
                        .hasToString("https://pad.example.org/api/realtime/our%20team/a%2Fb"));
    }

    @Test
    void leavesTheAddressToAnExternalServer() {
        context.withPropertyValues("coterie.realtime=omnibus")
                .run(started -> assertThat(started).hasNotFailed().doesNotHaveBean(DomainUrl.class));
    }

    @Test
    void refusesAnEngineThatIsNone() {
        context.withPropertyValues("coterie.realtime=omnibuss")
                .run(started -> assertThat(started).getFailure().rootCause().hasMessageContaining("omnibuss"));
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        for (String wrong :
                new String[] {"coterie.jwt.lifetime=0s", "coterie.jwt.key-id= ", "coterie.jwt.overlap=-1s"}) {
            context.withPropertyValues(wrong)
                    .run(started ->
                            assertThat(started).getFailure().rootCause().hasMessageStartingWith("coterie.jwt."));
        }
    }
}
