package dev.coterie.zwibbler.http;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request, as bytes: of several values of one name the first counts, as the original has it. Used by
 * one thread.
 */
final class Parameters {

    /** Far more than any text that can be stored. */
    private static final int MAX_TEXT_BYTES = 64 * 1024;

    private static final int MAX_NAME_CHARACTERS = 512;

    private final boolean keepContents;
    private final Map<Parameter, Value> values = new EnumMap<>(Parameter.class);
    private @Nullable ByteArrayOutputStream file;

    /** @param keepContents whether contents are of interest; if not, they are read and forgotten */
    Parameters(boolean keepContents) {
        this.keepContents = keepContents;
    }

    /** Where the bytes of a value go. */
    OutputStream value(String name) {
        Parameter parameter = Parameter.of(name).orElse(null);
        if (parameter == null || values.containsKey(parameter)) {
            return OutputStream.nullOutputStream();
        }
        Value value = new Value(limit(parameter));
        values.put(parameter, value);
        return value;
    }

    /** Forgets a value that turned out to be malformed. */
    void forget(OutputStream value) {
        values.values().removeIf(held -> held == value);
    }

    /** Where the bytes of a file go. */
    OutputStream file(String name) {
        if (!name.equals(Parameter.CONTENTS.word()) || !keepContents || file != null) {
            return OutputStream.nullOutputStream();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        file = bytes;
        return bytes;
    }

    private int limit(Parameter parameter) {
        if (parameter != Parameter.CONTENTS) {
            return MAX_TEXT_BYTES;
        }
        return keepContents ? Integer.MAX_VALUE : 0;
    }

    /** Empty when it is missing or empty. */
    Optional<String> text(Parameter parameter) {
        Value value = values.get(parameter);
        if (value == null || value.size() == 0) {
            return Optional.empty();
        }
        if (value.overflown) {
            throw RefusedRequestException.badRequest(parameter.word() + " is too long");
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            throw RefusedRequestException.badRequest(parameter.word() + " is not UTF-8");
        }
    }

    /** A text that must be there. */
    String required(Parameter parameter) {
        return text(parameter).orElseThrow(() -> RefusedRequestException.badRequest("Missing " + parameter.word()));
    }

    /** A text that must be there and that can be stored as a name. */
    String requiredName(Parameter parameter) {
        String name = required(parameter);
        if (name.length() > MAX_NAME_CHARACTERS || name.indexOf(0) >= 0) {
            throw RefusedRequestException.badRequest(parameter.word() + ": name too long");
        }
        return name;
    }

    /** A value that is not empty, or else a file, which may be. */
    Optional<byte[]> contents() {
        Value value = values.get(Parameter.CONTENTS);
        if (value != null && value.size() > 0) {
            return Optional.of(value.toByteArray());
        }
        return Optional.ofNullable(file).map(ByteArrayOutputStream::toByteArray);
    }

    /** Bytes up to a limit; what is beyond is dropped. */
    private static final class Value extends ByteArrayOutputStream {

        private final int limit;
        private boolean overflown;

        Value(int limit) {
            this.limit = limit;
        }

        @Override
        public synchronized void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            int room = Math.min(length, limit - count);
            overflown |= room < length;
            super.write(bytes, offset, room);
        }
    }
}
