package dev.coterie.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * The recorded edits of one person: a JSON object of {@code startContent}, {@code endContent} and {@code txns}, each
 * with {@code patches} of {@code [position, deleted, inserted]}; gzipped when the name ends so. Immutable.
 */
record History(String startContent, String endContent, List<Patch> patches) {

    /**
     * A replacement.
     *
     * @param position in Unicode code points
     * @param deleted in Unicode code points
     */
    record Patch(int position, int deleted, String inserted) {}

    static History read(Path file) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream json = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return read(json);
        } catch (JacksonException e) {
            throw new IOException(file + " is not a history: " + e.getOriginalMessage(), e);
        }
    }

    static History read(InputStream json) throws IOException {
        String start = "";
        String end = "";
        List<Patch> patches = new ArrayList<>();
        try (JsonParser parser = JsonMapper.shared().createParser(json)) {
            expect(parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "startContent" -> start = parser.getString();
                    case "endContent" -> end = parser.getString();
                    case "txns" -> transactions(parser, patches);
                    default -> parser.skipChildren();
                }
            }
        }
        return new History(start, end, List.copyOf(patches));
    }

    private static void transactions(JsonParser parser, List<Patch> patches) throws IOException {
        expect(parser.currentToken(), JsonToken.START_ARRAY);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean wanted = "patches".equals(parser.currentName());
                parser.nextToken();
                if (wanted) {
                    patches(parser, patches);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private static void patches(JsonParser parser, List<Patch> patches) throws IOException {
        expect(parser.currentToken(), JsonToken.START_ARRAY);
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            int position = parser.nextIntValue(-1);
            int deleted = parser.nextIntValue(-1);
            parser.nextToken();
            patches.add(new Patch(position, deleted, parser.getString()));
            expect(parser.nextToken(), JsonToken.END_ARRAY);
        }
    }

    private static void expect(JsonToken token, JsonToken expected) throws IOException {
        if (token != expected) {
            throw new IOException("not a history: " + token + " where " + expected + " was due");
        }
    }
}
