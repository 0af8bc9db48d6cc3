package dev.coterie.zwibbler;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ZwibblerPropertiesTests {

    @Test
    void defaultsAreSafe() {
        ZwibblerProperties properties = bind(Map.of());

        assertThat(properties.access()).isEqualTo(Access.SIGNED_IN);
        assertThat(properties.expiration()).isEqualTo(Expiration.NEVER);
        assertThat(properties.compression()).isTrue();
        assertThat(properties.webhook()).isNull();
        assertThat(properties.dbServer()).isEmpty();
        assertThat(properties.maxMessageSize()).isEqualTo(DataSize.ofMegabytes(64));
    }

    @Test
    void keyMeansSignedTokensUnlessAccessSaysOtherwise() {
        assertThat(bind(Map.of("jwt-key", "k")).access()).isEqualTo(Access.JWT);
        assertThat(bind(Map.of("jwt-key", "k", "access", "open")).access()).isEqualTo(Access.OPEN);
        assertThat(bind(Map.of("jwt-key", "k", "access", "signed-in")).access()).isEqualTo(Access.SIGNED_IN);
    }

    @Test
    void signedTokensNeedAKey() {
        assertThatThrownBy(() -> bind(Map.of("access", "jwt")))
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage("coterie.zwibbler.access=jwt needs coterie.zwibbler.jwt-key");
    }

    @Test
    void keyMustBeWhatItIsSaidToBe() {
        assertThatThrownBy(() -> bind(Map.of("jwt-key", "ünfit", "jwt-key-is-base64", "true")))
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage("coterie.zwibbler.jwt-key is not base64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "never", "Never", "0s", ""})
    void boardsMayLastForEver(String text) {
        assertThat(bind(Map.of("expiration", text)).expiration()).isEqualTo(Expiration.NEVER);
    }

    @Test
    void expirationIsSecondsOrADuration() {
        assertThat(bind(Map.of("expiration", "3600")).expiration().after()).isEqualTo(Optional.of(Duration.ofHours(1)));
        assertThat(bind(Map.of("expiration", "30d")).expiration().after()).isEqualTo(Optional.of(Duration.ofDays(30)));
        assertThatThrownBy(() -> bind(Map.of("expiration", "-1"))).isInstanceOf(BindException.class);
        assertThatThrownBy(() -> bind(Map.of("expiration", "soon"))).isInstanceOf(BindException.class);
    }

    @Test
    void emptyAddressOfTheWebHookIsNone() {
        assertThat(bind(Map.of("webhook", "")).webhook()).isNull();
        assertThat(bind(Map.of("webhook", "http://example.org/hook")).webhook())
                .isEqualTo(URI.create("http://example.org/hook"));
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(bind(Map.of("jwt-key", "hidden", "secret-password", "hidden", "db-password", "hidden")))
                .asString()
                .doesNotContain("hidden");
    }

    private static ZwibblerProperties bind(Map<String, String> properties) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        properties.forEach((name, value) -> source.put("coterie.zwibbler." + name, value));
        return new Binder(source).bindOrCreate("coterie.zwibbler", ZwibblerProperties.class);
    }
}
