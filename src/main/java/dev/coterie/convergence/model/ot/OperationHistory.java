package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.List;

/** The latest operations of a model, one for each version, in order. Confined to the owner of the model. */
final class OperationHistory {

    private final List<Entry> entries = new ArrayList<>();
    private long first;

    /** @param version of the model, before the first operation that will be kept */
    OperationHistory(long version) {
        first = version;
    }

    /**
     * An operation with its author.
     *
     * @param contextVersion the version that the operation was applied to
     */
    record Entry(long contextVersion, String session, Operation operation) {

        Entry with(Operation transformed) {
            return new Entry(contextVersion, session, transformed);
        }
    }

    /** Returns the version of the model, after all operations. */
    long version() {
        return first + entries.size();
    }

    /** Returns the oldest context version that is kept, or the version of the model if none is. */
    long first() {
        return first;
    }

    int size() {
        return entries.size();
    }

    void append(String session, Operation operation) {
        entries.add(new Entry(version(), session, operation));
    }

    /** Returns the entries from a context version on, which must be kept or lie ahead. */
    List<Entry> from(long contextVersion) {
        int start = (int) Math.min(contextVersion - first, entries.size());
        return entries.subList(start, entries.size());
    }

    /** Forgets the entries below a context version. */
    void prune(long contextVersion) {
        int count = (int) Math.max(0, Math.min(contextVersion - first, entries.size()));
        entries.subList(0, count).clear();
        first += count;
    }
}
