package dev.coterie.convergence.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.coterie.convergence.UnreadableExportException;
import dev.coterie.convergence.UnreadableExportException.Reason;

/** Lines of JSON, one at a time in memory. Used once, by one thread. */
final class Lines {

    /** Characters; the largest model takes fewer. */
    private static final int MAX_LINE = 128 * 1024 * 1024;

    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_LINE)
                    .maxNameLength(MAX_LINE)
                    .maxNestingDepth(400)
                    .build())
            .build());

    private final BufferedReader reader;
    private long number;

    Lines(InputStream in) {
        reader = new BufferedReader(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** The next line that is not blank; null: there is none. */
    @Nullable
    JsonNode next() throws IOException {
        String line = read();
        while (line != null && line.isBlank()) {
            line = read();
        }
        if (line == null) {
            return null;
        }
        try {
            return JSON.readTree(line);
        } catch (JacksonException e) {
            throw new UnreadableExportException(number, Reason.NO_JSON);
        }
    }

    static <T> T convert(JsonNode json, Class<T> type) {
        return JSON.treeToValue(json, type);
    }

    private @Nullable String read() throws IOException {
        number++;
        StringBuilder line = new StringBuilder();
        int character = reader.read();
        if (character < 0) {
            return null;
        }
        while (character >= 0 && character != '\n') {
            if (line.length() == MAX_LINE) {
                throw new UnreadableExportException(number, Reason.TOO_LONG);
            }
            line.append((char) character);
            character = reader.read();
        }
        return line.toString();
    }

    /** The number of the line that was read last, from 1. */
    long number() {
        return number;
    }
}
