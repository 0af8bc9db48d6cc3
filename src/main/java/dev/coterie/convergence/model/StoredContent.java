package dev.coterie.convergence.model;

import java.time.Instant;

import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.document.DocumentRecord;
import dev.coterie.document.StoredDocument;

/**
 * What a model is, as of its last commit. Immutable.
 *
 * @param modifiedAt when the last operation was made, or the model
 */
record StoredContent(DocumentRecord record, ObjectValue root, long version, Instant modifiedAt) {

    /** A model that has not been edited since its snapshot costs no more than to decode that. */
    static StoredContent decode(StoredDocument stored) {
        if (stored.tail().isEmpty()) {
            return new StoredContent(
                    stored.record(),
                    StoredForm.snapshot(stored.snapshot().content()),
                    stored.snapshot().position(),
                    stored.snapshot().at());
        }
        LoadedModel loaded = LoadedModel.decode(stored, LoadedModel.NO_LIMITS);
        return new StoredContent(stored.record(), loaded.data().snapshot(), loaded.version(), loaded.modifiedAt());
    }
}
