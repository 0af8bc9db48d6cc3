package dev.coterie.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Small durable records with an owner and an end, for what a protocol has to remember beside its documents.
 *
 * <p>Thread-safe; no method blocks its caller; stages behave as those of {@link DocumentStore}.
 */
public interface RecordStore {

    /**
     * Writes or replaces a record, which has no subject then.
     *
     * @param space what the record is, for instance {@code reconnect-token}
     * @param owner by whom {@link #removeOwned} finds it
     * @param expiresAt when it stops being found; null: never
     */
    CompletionStage<Void> put(String space, String key, String owner, byte[] value, @Nullable Instant expiresAt);

    /**
     * Writes a record that there must not be yet. Fails with {@link RecordExistsException} when there is one of that space
     * and key, also when that has expired and was not cleared away yet.
     */
    CompletionStage<Void> add(NewRecord record);

    /** Reads a record, with all that belongs to it, that has not expired. */
    CompletionStage<Optional<NewRecord>> find(String space, String key);

    /** Reads an owner's records that have not expired, in no particular order. */
    CompletionStage<List<NewRecord>> owned(String space, String owner);

    /**
     * Reads the records of a subject that have not expired, in no particular order.
     *
     * @param subject empty: finds nothing
     */
    CompletionStage<List<NewRecord>> about(String space, String subject);

    /**
     * Gives all records of an owner, also expired ones, another value at once.
     *
     * @return how many
     */
    CompletionStage<Integer> replaceOwned(String space, String owner, byte[] value);

    /** Reads a record that has not expired. */
    CompletionStage<Optional<byte[]>> get(String space, String key);

    /** Reads those of the given keys that exist and have not expired, in no particular order. */
    CompletionStage<List<Entry>> getAll(String space, List<String> keys);

    /** Removes a record, if there is one. */
    CompletionStage<Void> remove(String space, String key);

    /** Removes every record of an owner. */
    CompletionStage<Void> removeOwned(String space, String owner);

    /** A record that was found. */
    record Entry(String key, byte[] value) {}
}
