package dev.coterie.zwibbler.http;

import java.util.Arrays;
import java.util.Optional;

/** What a request may say; names are case-sensitive. */
enum Parameter {
    METHOD("method"),
    DOCUMENT_ID("documentID"),
    CONTENTS("contents"),
    TOKEN("token"),
    USER_ID("userID"),
    EXPIRATION("expiration"),
    PERMISSIONS("permissions");

    private final String word;

    Parameter(String word) {
        this.word = word;
    }

    static Optional<Parameter> of(String word) {
        return Arrays.stream(values())
                .filter(parameter -> parameter.word.equals(word))
                .findFirst();
    }

    String word() {
        return word;
    }
}
