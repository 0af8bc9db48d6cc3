package dev.coterie.account;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What the throttle of the login holds against an account or an address now. Immutable.
 *
 * @param name the username that was tried, which need not exist, or the address: for IPv6 the first 64 bits of it, in
 *     hexadecimal digits
 * @param knownAddress for an account: it has logged in from this address before, which has a count of its own; empty:
 *     everywhere else
 * @param failures wrong passwords that still count towards a lock
 * @param locks how often it was locked already
 * @param lockedUntil null: it is not locked
 */
public record ThrottleEntry(
        Kind kind,
        String name,
        String knownAddress,
        int failures,
        int locks,
        @Nullable Instant lockedUntil) {

    /** What is counted for. */
    public enum Kind {
        ACCOUNT,
        ADDRESS
    }
}
