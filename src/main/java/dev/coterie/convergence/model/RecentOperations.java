package dev.coterie.convergence.model;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The latest operations in the form in which clients get them, for those that come back after a moment. Confined to the
 * model's entity.
 */
final class RecentOperations {

    /** However few they are, they take no more than this. */
    private static final int MAX_BYTES = 4 << 20;

    private final int capacity;
    private final Deque<Sent> operations = new ArrayDeque<>();
    private long next;
    private long bytes;

    /** @param version that the first operation to be added is made on */
    RecentOperations(int capacity, long version) {
        this.capacity = capacity;
        this.next = version;
    }

    /**
     * An operation as others get it.
     *
     * @param sequenceNumber of its author, 0 when no client sent it
     */
    record Sent(long contextVersion, String author, int sequenceNumber, Instant at, byte[] frame) {}

    /** The oldest context version that is kept; that of the next operation when there is none. */
    long first() {
        Sent oldest = operations.peek();
        return oldest == null ? next : oldest.contextVersion();
    }

    /** @param keepFrom the oldest context version that must not be forgotten yet */
    void add(Sent operation, long keepFrom) {
        operations.add(operation);
        next = operation.contextVersion() + 1;
        bytes += operation.frame().length;
        while ((operations.size() > capacity || bytes > MAX_BYTES) && first() < keepFrom) {
            bytes -= operations.remove().frame().length;
        }
    }

    /** All from a context version on, which must not be older than the first. */
    List<Sent> from(long contextVersion) {
        return operations.stream().skip(contextVersion - first()).toList();
    }
}
