package dev.coterie.account;

import java.time.Instant;

/**
 * Something that was done on the admin site. Immutable.
 *
 * @param actor the username of who did it
 * @param objectName what the object was called then, at most 150 characters
 */
public record AdminEntry(
        Instant happenedAt, String actor, AdminAction action, Kind kind, long objectId, String objectName) {

    /** What was acted upon. */
    public enum Kind {
        USER,
        GROUP,
        BOARD
    }
}
