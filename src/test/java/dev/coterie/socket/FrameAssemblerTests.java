package dev.coterie.socket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FrameAssemblerTests {

    private final FrameAssembler assembler = new FrameAssembler(10);

    @Test
    void aWholeMessageIsPassedOn() throws Exception {
        assertThat(assembler.add(part("hello"), true)).asString().isEqualTo("hello");
        assertThat(assembler.add(part(""), true)).isEmpty();
    }

    @Test
    void partsArePutTogether() throws Exception {
        assertThat(assembler.add(part("one"), false)).isNull();
        assertThat(assembler.add(part("two"), false)).isNull();
        assertThat(assembler.add(part(""), true)).asString().isEqualTo("onetwo");
        assertThat(assembler.add(part("next"), true)).asString().isEqualTo("next");
    }

    @Test
    void theLimitCountsAllParts() throws Exception {
        assertThat(assembler.add(part("0123456789"), true)).hasSize(10);
        assertThat(assembler.add(part("0123456789"), false)).isNull();
        assertThatExceptionOfType(MessageTooLargeException.class).isThrownBy(() -> assembler.add(part("x"), false));
    }

    @Test
    void theLimitCanBeRaised() throws Exception {
        assembler.limit(20);
        assertThat(assembler.add(part("0123456789"), false)).isNull();
        assertThat(assembler.add(part("0123456789"), true)).hasSize(20);
    }

    private static ByteBuffer part(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
