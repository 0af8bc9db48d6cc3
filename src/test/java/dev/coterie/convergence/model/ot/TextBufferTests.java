package dev.coterie.convergence.model.ot;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TextBufferTests {

    @Test
    void behavesLikeOneLongText() {
        for (long seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String start = "0123456789".repeat(random.nextInt(3_000));
            TextBuffer buffer = new TextBuffer(start);
            StringBuilder expected = new StringBuilder(start);
            for (int i = 0; i < 400; i++) {
                int index = random.nextInt(expected.length() + 1);
                int longest = random.nextInt(10) == 0 ? expected.length() : 20;
                int count = random.nextInt(Math.min(longest, expected.length() - index) + 1);
                String text = "abc".repeat(random.nextInt(20) == 0 ? random.nextInt(9_000) : random.nextInt(4));
                assertThat(buffer.splice(index, count, text)).isEqualTo(expected.substring(index, index + count));
                expected.replace(index, index + count, text);
                assertThat(buffer.length()).isEqualTo(expected.length());
            }
            assertThat(buffer).as("seed %s", seed).hasToString(expected.toString());
        }
    }

    @Test
    void keepsHalvesOfSurrogatePairs() {
        TextBuffer buffer = new TextBuffer("a\uD83D\uDE00b");
        assertThat(buffer.splice(2, 1, "")).isEqualTo("\uDE00");
        assertThat(buffer).hasToString("a\uD83Db");
        buffer.splice(2, 0, "\uDE01");
        assertThat(buffer).hasToString("a\uD83D\uDE01b");
    }

    @Test
    void refusesRangesOutsideTheText() {
        TextBuffer buffer = new TextBuffer("abc");
        assertThatThrownBy(() -> buffer.substring(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> buffer.substring(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> buffer.splice(2, 2, "")).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(buffer).hasToString("abc");
    }
}
