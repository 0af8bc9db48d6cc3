package dev.coterie.account;

import java.util.List;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

import dev.coterie.account.AdminEntry.Kind;

/** What staff see of the throttling of logins, and taking it back. Thread-safe; blocks on the database. */
@Component
public class ThrottleAdministration {

    private final LoginThrottle throttle;
    private final AdminLog log;

    ThrottleAdministration(LoginThrottle throttle, AdminLog log) {
        this.throttle = throttle;
        this.log = log;
    }

    /** Everything that counts now: what is locked the longest first, then what was only counted, by this server. */
    @PreAuthorize("hasAuthority('SETTINGS_VIEW')")
    public List<ThrottleState> states(int limit) {
        return throttle.states(limit);
    }

    /**
     * Ends a lock and forgets what was counted. Another server that made the lock itself lets go of it with the next
     * attempt there.
     *
     * @param address as in the state
     * @return false when there was nothing
     */
    @PreAuthorize("hasAuthority('SETTINGS_CHANGE')")
    public boolean clear(Account actor, ThrottleState.Kind kind, String name, String address) {
        boolean cleared = throttle.clear(new ThrottleState.Key(kind, name, address));
        if (cleared) {
            log.note(actor, AdminAction.UNLOCKED, Kind.THROTTLE, 0, (name + " " + address).strip());
        }
        return cleared;
    }
}
