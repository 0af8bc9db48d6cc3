package dev.coterie.bench;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FrameReaderTests {

    private final List<String> messages = new ArrayList<>();
    private final FrameReader reader = new FrameReader((opcode, data, offset, length) ->
            messages.add(opcode + ":" + new String(data, offset, length, StandardCharsets.ISO_8859_1)));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 1_000_000})
    void messagesOfEverySizeArriveHoweverTheStreamIsCut(int chunk) throws Exception {
        String medium = "m".repeat(300);
        String large = "l".repeat(70_000);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        frame(stream, true, FrameReader.BINARY, "small");
        frame(stream, true, FrameReader.BINARY, medium);
        frame(stream, false, FrameReader.BINARY, "in ");
        frame(stream, true, FrameReader.PING, "?");
        frame(stream, false, FrameReader.CONTINUATION, "three ");
        frame(stream, true, FrameReader.CONTINUATION, "pieces");
        frame(stream, true, FrameReader.BINARY, large);
        frame(stream, true, FrameReader.BINARY, "");

        byte[] bytes = stream.toByteArray();
        for (int from = 0; from < bytes.length; from += chunk) {
            reader.read(bytes, from, Math.min(chunk, bytes.length - from));
        }

        assertThat(messages).containsExactly("2:small", "2:" + medium, "9:?", "2:in three pieces", "2:" + large, "2:");
    }

    @Test
    void maskedFramesAreRefused() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> reader.read(new byte[] {(byte) 0x82, (byte) 0x80, 0, 0, 0, 0}, 0, 6));
    }

    @Test
    void endlessFramesAreRefused() {
        byte[] header = {(byte) 0x82, 127, 1, 0, 0, 0, 0, 0, 0, 0};

        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> reader.read(header, 0, header.length));
    }

    private static void frame(ByteArrayOutputStream stream, boolean last, int opcode, String payload) {
        byte[] data = payload.getBytes(StandardCharsets.ISO_8859_1);
        stream.write((last ? 0x80 : 0) | opcode);
        if (data.length < 126) {
            stream.write(data.length);
        } else if (data.length < 1 << 16) {
            stream.write(126);
            stream.write(data.length >> 8);
            stream.write(data.length);
        } else {
            stream.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                stream.write((int) ((long) data.length >> shift));
            }
        }
        stream.writeBytes(data);
    }
}
