package dev.coterie.zwibbler.board;

import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.coterie.document.DocumentId;
import dev.coterie.document.StoredByteString;

/**
 * What is stored about a board beside what clients say: when it was used, and its appends as fewer, larger rows. Nothing
 * waits for either, and nothing is lost when they fail. Confined to the board's entity.
 */
final class StoredUse {

    private static final Logger log = LoggerFactory.getLogger(StoredUse.class);

    /** Fewer appends than this are not worth merging when a board leaves memory. */
    private static final int WORTH_MERGING = 16;

    private final BoardEnvironment environment;
    private final DocumentId id;
    private Instant lastUsed;
    private Instant lastStored;
    private int unmerged;
    private volatile boolean merging;

    StoredUse(BoardEnvironment environment, StoredByteString stored) {
        this.environment = environment;
        id = stored.record().id();
        lastUsed = stored.lastUsed();
        lastStored = lastUsed;
    }

    /** When the board was last used. */
    Instant lastUsed() {
        return lastUsed;
    }

    /** The time of what is happening now. */
    Instant now() {
        return lastUsed;
    }

    /** The board is being used. */
    void used() {
        lastUsed = environment.clock().instant();
        if (Duration.between(lastStored, lastUsed)
                        .compareTo(environment.properties().touchEvery())
                >= 0) {
            store();
        }
    }

    void appended() {
        unmerged++;
        if (unmerged >= environment.properties().mergeEvery() && !merging) {
            merge();
        }
    }

    /** The board leaves memory. */
    void finish() {
        if (lastUsed.isAfter(lastStored)) {
            store();
        }
        if (unmerged >= WORTH_MERGING && !merging) {
            merge();
        }
    }

    private void store() {
        lastStored = lastUsed;
        environment.store().touch(id, lastUsed).exceptionally(failure -> {
            log.debug("It could not be noted that board {} was used", id.number(), failure);
            return null;
        });
    }

    private void merge() {
        unmerged = 0;
        merging = true;
        environment.store().merge(id).whenComplete((fewer, failure) -> {
            merging = false;
            if (failure != null) {
                log.debug("Appends of board {} could not be merged", id.number(), failure);
            }
        });
    }
}
