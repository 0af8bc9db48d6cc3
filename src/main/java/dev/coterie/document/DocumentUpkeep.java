package dev.coterie.document;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What can be done to documents whatever they hold. A document in the trash is not found by its name, which is free for
 * another; whoever had it open must not write to it any more.
 *
 * <p>Thread-safe; no method blocks its caller; stages behave as those of {@link DocumentStore}.
 */
public interface DocumentUpkeep {

    /** What the catalogue knows of a document as of the last commit; empty when there is none of that name. */
    CompletionStage<Optional<DocumentRecord>> record(DocumentKey key);

    /** Replaces the protocol's metadata; false when the document is gone. */
    CompletionStage<Boolean> updateMetadata(DocumentId id, byte[] metadata);

    /** Gives a document a title; an empty one shows its name again. False when the document is gone. */
    CompletionStage<Boolean> retitle(DocumentId id, String title);

    /**
     * Notes that nobody may change a document's content, or that they may again; who runs it has to keep to that. False
     * when the document is gone.
     */
    CompletionStage<Boolean> setReadOnly(DocumentId id, boolean readOnly);

    /**
     * Puts a document into the trash; where deleted documents are not kept, deletes it for good. False when it was gone or
     * in the trash already.
     *
     * @param by the username of whoever deletes it; empty: not known
     */
    CompletionStage<Boolean> discard(DocumentId id, Instant at, String by);

    /**
     * Takes a document out of the trash, which counts as use. Fails with {@link DocumentExistsException} when the name is
     * taken; false when the document is not in the trash (any more).
     *
     * @param key of its kind; the name may be another than it had
     */
    CompletionStage<Boolean> restore(DocumentId id, DocumentKey key, Instant at);

    /** Deletes for good what is in the trash; false when it is not there (any more). */
    CompletionStage<Boolean> purge(DocumentId id);

    /** Deletes a document with all that belongs to it, in the trash or not; false when it was gone already. */
    CompletionStage<Boolean> delete(DocumentId id);
}
