package dev.coterie.zwibbler.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.coterie.document.RecordStore;

/**
 * Finds out whether the storage can be written; at most once a second, for everybody may ask. Thread-safe; does not block.
 */
final class StorageProbe {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final String NAME = "zwibbler-ping";

    private final RecordStore records;
    private final InstantSource clock;
    private Instant asked = Instant.MIN;
    private CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);

    StorageProbe(RecordStore records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /** Fails when it does not work. */
    synchronized CompletionStage<Void> probe() {
        Instant now = clock.instant();
        if (asked.plus(INTERVAL).isBefore(now)
                && (answer.isDone() || asked.plus(LIFETIME).isBefore(now))) {
            asked = now;
            answer =
                    records.put(NAME, NAME, "", new byte[0], now.plus(LIFETIME)).toCompletableFuture();
        }
        return answer.minimalCompletionStage();
    }
}
