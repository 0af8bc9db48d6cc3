package dev.coterie.zwibbler.access;

import java.time.InstantSource;

import dev.coterie.document.RecordStore;

/** Tokens for the tests of other rooms. */
public final class TestTokens {

    private TestTokens() {}

    public static BoardTokens of(RecordStore records) {
        return new BoardTokens(records, InstantSource.system());
    }
}
