package dev.coterie.document;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Somebody of whom a document says whether they may read it: a hash of what their protocol calls them. Immutable. */
public record ReaderId(UUID value) {

    public static ReaderId of(String name) {
        return new ReaderId(FieldId.hash(name.getBytes(StandardCharsets.UTF_8)));
    }
}
