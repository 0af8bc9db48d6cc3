package dev.coterie.socket;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WellFormedOriginTests {

    @ParameterizedTest
    @ValueSource(strings = {"https://pad.example.org", "http://localhost:8000", "http://[::1]:8000"})
    void takesOrigins(String origin) {
        assertThat(WellFormedOrigin.isWellFormed(origin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "", "http://localhost:8000.evil.example", "http://", "https://a b", "%%%"})
    void refusesWhatIsNone(String origin) {
        assertThat(WellFormedOrigin.isWellFormed(origin)).isFalse();
    }
}
