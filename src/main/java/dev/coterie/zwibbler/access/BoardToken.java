package dev.coterie.zwibbler.access;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.coterie.document.NewRecord;
import dev.coterie.zwibbler.Permissions;

/**
 * A name by which one user may open one board. Immutable.
 *
 * @param token what the client says; 1 to 512 characters
 * @param user empty: nobody in particular
 * @param expiresAt when it stops being known; null: never
 */
public record BoardToken(
        String token,
        String board,
        String user,
        Permissions permissions,
        @Nullable Instant expiresAt) {

    static final String SPACE = "board-token";

    /** As it is stored: with a new board, or by itself. */
    public NewRecord toRecord() {
        return new NewRecord(SPACE, token, user, board, value(permissions), expiresAt);
    }

    static BoardToken of(NewRecord record) {
        return new BoardToken(
                record.key(),
                record.subject(),
                record.owner(),
                Permissions.of(new String(record.value(), StandardCharsets.UTF_8)),
                record.expiresAt());
    }

    static byte[] value(Permissions permissions) {
        return permissions.letters().getBytes(StandardCharsets.UTF_8);
    }

    Grant grant() {
        return new Grant(board, user, permissions);
    }

    /** Without what opens the board. */
    @Override
    public String toString() {
        return "BoardToken[permissions=" + permissions.letters() + ", expiresAt=" + expiresAt + "]";
    }
}
