package dev.coterie.convergence.model;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

import dev.coterie.document.RecordStore;

/**
 * The last versions of models that were deleted. A model that is created under the id of one of them counts on from
 * there, so that no version of a client's copy can mean both. Thread-safe; nothing blocks.
 */
final class Endings {

    private static final String SPACE = "convergence-model-ending";

    private final RecordStore records;
    private final Duration remembered;

    /** @param remembered how long after the deletion */
    Endings(RecordStore records, Duration remembered) {
        this.records = records;
        this.remembered = remembered;
    }

    /** Notes a version of a model before it is deleted. */
    CompletionStage<Void> note(String modelId, long version, Instant now) {
        byte[] value = Long.toString(version).getBytes(StandardCharsets.US_ASCII);
        return records.put(SPACE, modelId, "", value, now.plus(remembered));
    }

    /** The last version that a model of that id had which is gone; 0: there was none. */
    CompletionStage<Long> of(String modelId) {
        return records.get(SPACE, modelId)
                .thenApply(found -> found.map(value -> Long.parseLong(new String(value, StandardCharsets.US_ASCII)))
                        .orElse(0L));
    }
}
