package dev.coterie.bench;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TypistTests {

    @Test
    void aTextStaysBoundedAndWellFormed() {
        Typist typist = new Typist(new SplittableRandom(1));
        StringBuilder text = new StringBuilder();

        for (int edit = 0; edit < 40_000; edit++) {
            typist.next(text).applyTo(text);
        }

        assertThat(text.length()).isBetween(5_000, 9_000);
        String read = text.toString();
        assertThat(read).contains("😀");
        assertThat(java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(read))
                .isTrue();
    }
}
