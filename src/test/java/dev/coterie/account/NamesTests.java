package dev.coterie.account;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamesTests {

    @ParameterizedTest
    @ValueSource(strings = {"ada", "Ada.Lovelace@example.org", "a+b-c_d", "Zoë", "李"})
    void takesWhatDjangoTakes(String name) {
        assertThat(Names.isUsername(name)).isTrue();
        assertThat(Names.isStorable(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "<script>", "a\u0000"})
    void refusesWhatDjangoRefuses(String name) {
        assertThat(Names.isUsername(name)).isFalse();
    }

    @Test
    void storesWhatTokensOfOthersMayHold() {
        assertThat(Names.isStorable("a b/c")).isTrue();
        assertThat(Names.isStorable(" a")).isFalse();
        assertThat(Names.isStorable("a\u0000b")).isFalse();
        assertThat(Names.isStorable("a".repeat(151))).isFalse();
    }

    @Test
    void cleansTextForItsColumn() {
        assertThat(Names.clean(" a\u0000\n b ", 10)).isEqualTo("a  b");
        assertThat(Names.clean("abc😀", 4)).isEqualTo("abc");
    }
}
