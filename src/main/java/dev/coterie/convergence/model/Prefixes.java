package dev.coterie.convergence.model;

import java.util.Optional;

/**
 * Value id prefixes that were reserved for this model: each is given to one client, never to another, also not after a
 * crash (section 5.1 of the protocol). Confined to the model's entity.
 */
final class Prefixes {

    private static final int RADIX = 36;

    private long next;
    private long end;

    /** @param first of {@code count} consecutive numbers that nobody else has */
    void add(long first, int count) {
        next = first;
        end = first + count;
    }

    /** Empty: more have to be reserved. */
    Optional<String> take() {
        // The stored numbers begin with 1; the first client gets "2".
        return next == end ? Optional.empty() : Optional.of(Long.toString(++next, RADIX));
    }
}
