package dev.coterie.account;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What wrong passwords have done to an account or an address. Immutable.
 *
 * @param name the username that was tried, whether there is such an account or not; or the address
 * @param address for an account that somebody is known to use from there, who has a count of their own; else empty
 * @param failures wrong passwords that count now, as far as this server has seen them
 * @param locks how many locks there were, which says how long the next one lasts
 * @param lockedUntil null: never locked; it may be over
 */
public record ThrottleState(
        Kind kind,
        String name,
        String address,
        int failures,
        int locks,
        @Nullable Instant lockedUntil) {

    /** What is counted. */
    public enum Kind {
        ACCOUNT,
        /** For IPv6 the /64 network. */
        ADDRESS
    }

    Key key() {
        return new Key(kind, name, address);
    }

    /** Of whom or what it is the state. */
    record Key(Kind kind, String name, String address) {}
}
