package dev.coterie.account;

import java.time.Instant;
import java.util.List;

/** Where {@link LoginThrottle} keeps what must outlive the server. Implementations are thread-safe and may block. */
interface LoginLocks {

    /** The locks of these keys that are not to be forgotten yet; some may be over. */
    List<ThrottleState> find(List<ThrottleState.Key> keys, Instant now);

    /** All of them, the longest first. */
    List<ThrottleState> all(Instant now, int limit);

    /** Remembers the last lock of a key; it is left out when there are too many already. */
    void put(ThrottleState lock, Instant now, Instant forgetAt);

    /** @return false when there was none */
    boolean remove(ThrottleState.Key key);

    /** Whether somebody has logged in from an address since then. */
    boolean isKnown(String username, String address, Instant since);

    /** Notes that somebody has logged in from an address, and forgets those from before an instant. */
    void know(String username, String address, Instant now, Instant forgetBefore);
}
