package dev.coterie.convergence;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import dev.coterie.account.Account;
import dev.coterie.document.DocumentId;

/**
 * Models for those who look after them and do not speak the protocol. Thread-safe; no method blocks its caller. When a
 * stage completes, the change is committed and in effect for everybody who has the model open. Stages may fail with
 * {@link dev.coterie.document.StorageUnavailableException}, or when a model does not answer.
 */
public interface Models {

    /** What models are in the catalogue. */
    String KIND = "model";

    /**
     * Lets nobody change a model, whatever its permissions say, or everybody again who might before. Whoever has it open is
     * told.
     *
     * @return false when there is no such model
     */
    CompletionStage<Boolean> setReadOnly(String model, boolean readOnly);

    /**
     * Puts a model into the trash and closes it for everybody; false when there is no such model.
     *
     * @param by the username of whoever does it
     */
    CompletionStage<Boolean> discard(String model, String by);

    /**
     * Takes a model out of the trash.
     *
     * @param model the id that it gets; fails with {@link dev.coterie.document.DocumentExistsException} when there is one
     *     of that id
     * @return false when it is not in the trash (any more)
     */
    CompletionStage<Boolean> restore(DocumentId document, String model);

    /** What a model was at a version, or is at its last one; empty when it has no such version, or there is no model. */
    CompletionStage<Optional<ModelContent>> at(String model, long version);

    /** What a model is; empty when there is none. */
    CompletionStage<Optional<ModelContent>> now(String model);

    /**
     * Makes a model what it was at a version. That is an edit as any other: everybody sees it, and what was there before is
     * a version, too. Works also when the model is read-only.
     *
     * @param by whose edit that is
     * @return the version that the model has now; empty when it has no such version, or there is no model
     */
    CompletionStage<Optional<Long>> revert(String model, long version, Account by);

    /**
     * Usernames by the sessions that operations are from.
     *
     * @return without sessions whose user is not known
     */
    CompletionStage<Map<String, String>> authors(Collection<String> sessions);
}
