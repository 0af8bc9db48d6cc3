package dev.coterie.account.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SameSiteTests {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/d/a?b=c#d", "/d/https://example.org"})
    void leadsToPagesOfThisSite(String target) {
        assertThat(SameSite.path(target)).contains(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "d/a",
                "https://example.org/",
                "//example.org/",
                "/\\example.org/",
                "/\t/example.org",
                "/a\r\nSet-Cookie: b=c",
                "javascript:alert(1)"
            })
    void leadsNowhereElse(String target) {
        assertThat(SameSite.path(target)).isEmpty();
    }

    @Test
    void takesThePathOfAnAddressWhateverItsHost() {
        assertThat(SameSite.pathOf("http://example.org:81/d/a?b=%20c")).contains("/d/a?b=%20c");
        assertThat(SameSite.pathOf("http://example.org//evil.example/")).isEmpty();
    }
}
