package dev.coterie.account;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which entries of the log to list. Immutable.
 *
 * @param actor a part of the username of who did it; empty: anybody
 * @param kind null: any; as the next one
 * @param object a part of the name of what it was done to; empty: anything
 * @param address a part of where it came from; empty: anywhere
 * @param from the first moment; null: the beginning
 * @param until the first moment that is too late; null: now
 */
public record AdminLogQuery(
        String actor,
        AdminEntry.@Nullable Kind kind,
        @Nullable AdminAction action,
        String object,
        String address,
        @Nullable Instant from,
        @Nullable Instant until) {}
