package dev.coterie.zwibbler.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes {@code application/x-www-form-urlencoded} apart, byte for byte and without holding it: values are not text. A pair
 * with a broken escape is left out. Used once, by one thread.
 */
final class FormDecoder {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int MAX_NAME_BYTES = 1024;

    private final Parameters parameters;
    private final byte[] decoded = new byte[BUFFER_BYTES];
    private int decodedBytes;
    private final ByteArrayOutputStream name = new ByteArrayOutputStream();
    private OutputStream value = OutputStream.nullOutputStream();
    private boolean inValue;
    private boolean malformed;
    private int escapeDigits;
    private int escape;

    FormDecoder(Parameters parameters) {
        this.parameters = parameters;
    }

    void decode(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                accept(buffer[i]);
            }
            flush();
        }
        endPair();
    }

    private void accept(byte b) throws IOException {
        if (b == '&') {
            endPair();
        } else if (b == '=' && !inValue) {
            endName();
        } else if (escapeDigits > 0) {
            acceptHex(b);
        } else if (b == '%') {
            escapeDigits = 2;
            escape = 0;
        } else {
            put(b == '+' ? (byte) ' ' : b);
        }
    }

    private void acceptHex(byte b) throws IOException {
        int digit = Character.digit(b, 16);
        malformed |= digit < 0;
        escape = escape << 4 | digit & 0xf;
        escapeDigits--;
        if (escapeDigits == 0) {
            put((byte) escape);
        }
    }

    private void put(byte b) throws IOException {
        if (!inValue) {
            if (name.size() < MAX_NAME_BYTES) {
                name.write(b);
            }
            return;
        }
        if (decodedBytes == decoded.length) {
            flush();
        }
        decoded[decodedBytes++] = b;
    }

    private void flush() throws IOException {
        value.write(decoded, 0, decodedBytes);
        decodedBytes = 0;
    }

    private void endName() {
        malformed |= escapeDigits > 0;
        escapeDigits = 0;
        inValue = true;
        value = malformed ? OutputStream.nullOutputStream() : parameters.value(word());
    }

    private void endPair() throws IOException {
        if (!inValue && name.size() > 0) {
            endName();
        }
        flush();
        if (malformed || escapeDigits > 0) {
            parameters.forget(value);
        }
        name.reset();
        value = OutputStream.nullOutputStream();
        inValue = false;
        malformed = false;
        escapeDigits = 0;
    }

    private String word() {
        return name.toString(StandardCharsets.UTF_8);
    }
}
