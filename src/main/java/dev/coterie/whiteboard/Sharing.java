package dev.coterie.whiteboard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonValue;

import dev.coterie.zwibbler.Permissions;

/** What people without an account may do on a board whose address they know. */
enum Sharing {
    NONE(Permissions.NONE),
    VIEW(new Permissions(true, false, false)),
    EDIT(Permissions.READ_WRITE);

    private final Permissions guests;

    Sharing(Permissions guests) {
        this.guests = guests;
    }

    Permissions guests() {
        return guests;
    }

    /** As it is kept with the board, and as the page calls it. */
    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Sharing> of(String word) {
        return Arrays.stream(values())
                .filter(sharing -> sharing.word().equals(word))
                .findFirst();
    }
}
