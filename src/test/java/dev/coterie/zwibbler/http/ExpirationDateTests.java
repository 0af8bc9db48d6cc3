package dev.coterie.zwibbler.http;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExpirationDateTests {

    @ParameterizedTest
    @ValueSource(
            strings = {"Fri, 01 Jan 2038 00:00:00 GMT", "Sun, 01 Jan 2038 00:00:00 UTC", "mon, 01 JAN 2038 00:00:00 GMT"
            })
    void weekdayIsNotChecked(String text) {
        assertThat(ExpirationDate.parse(text)).contains(Instant.parse("2038-01-01T00:00:00Z"));
    }

    @Test
    void pastIsNoMistake() {
        assertThat(ExpirationDate.parse("Thu, 29 Feb 1996 23:59:59 GMT"))
                .contains(Instant.parse("1996-02-29T23:59:59Z"));
        assertThat(ExpirationDate.parse("Thu, 01 Jan 0000 00:00:00 GMT")).contains(Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "never",
                "2145916800",
                "2038-01-01T00:00:00Z",
                "Fri, 1 Jan 2038 00:00:00 GMT",
                "Fri, 01 Jan 38 00:00:00 GMT",
                "Fri, 01 Jan 2038 00:00:00",
                "Fri, 01 Jan 2038 00:00:00 EST",
                "Fri, 01 Jan 2038 00:00:00 +0000",
                "Fri, 30 Feb 2038 00:00:00 GMT",
                "Fri, 01 Foo 2038 00:00:00 GMT",
                "Foo, 01 Jan 2038 00:00:00 GMT",
                "Fri, 01 Jan 2038 24:00:00 GMT",
                "Fri, 01 Jan 2038 00:00:60 GMT",
                "Fri 01 Jan 2038 00:00:00 GMT",
                " Fri, 01 Jan 2038 00:00:00 GMT"
            })
    void otherFormsAreNone(String text) {
        assertThat(ExpirationDate.parse(text)).isEmpty();
    }
}
