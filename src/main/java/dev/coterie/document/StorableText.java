package dev.coterie.document;

import java.nio.charset.StandardCharsets;

/** What every database can keep as a text of 512 characters: no NUL, no half of a surrogate pair. Stateless. */
final class StorableText {

    static final int MAX_CHARACTERS = 512;

    private StorableText() {}

    static boolean is(String text) {
        return text.length() <= MAX_CHARACTERS
                && text.indexOf(0) < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    static void require(String... texts) {
        for (String text : texts) {
            if (!is(text)) {
                throw new IllegalArgumentException("A text of " + text.length() + " characters cannot be stored");
            }
        }
    }
}
