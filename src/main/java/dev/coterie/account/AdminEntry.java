package dev.coterie.account;

import java.time.Instant;
import java.util.List;

/**
 * Something that somebody did. Immutable.
 *
 * @param actor the username of who did it
 * @param objectName what the object was called then, at most 150 characters
 * @param address where the request came from; empty: from the command line, or not known
 * @param changes what became of its fields, where there is something to tell
 */
public record AdminEntry(
        Instant happenedAt,
        String actor,
        AdminAction action,
        Kind kind,
        long objectId,
        String objectName,
        String address,
        List<FieldChange> changes) {

    /** What was acted upon. */
    public enum Kind {
        USER,
        GROUP,
        DOCUMENT,
        COLLECTION,
        BOARD,
        /** A connection, or a login of a browser. */
        SESSION,
        /** A token for a program of somebody's. */
        API_TOKEN,
        INVITATION,
        /** The pair of keys that signs tokens. */
        KEY,
        /** An account or an address that wrong passwords locked. */
        THROTTLE
    }
}
