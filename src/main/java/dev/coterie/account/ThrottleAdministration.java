package dev.coterie.account;

import java.util.List;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

/** Who is kept waiting at the login, and letting somebody in before the time. Thread-safe. */
@Component
public class ThrottleAdministration {

    private final LoginThrottle throttle;
    private final AdminLog log;

    ThrottleAdministration(LoginThrottle throttle, AdminLog log) {
        this.throttle = throttle;
        this.log = log;
    }

    /** The locked ones first, those with the longest locks before the others. */
    @PreAuthorize("hasAuthority('SETTINGS_VIEW')")
    public List<ThrottleEntry> entries(int limit) {
        return throttle.entries(limit);
    }

    /**
     * Forgets what is held against somebody.
     *
     * @return false when there was nothing
     */
    @PreAuthorize("hasAuthority('SETTINGS_CHANGE')")
    public boolean clear(Account actor, ThrottleEntry.Kind kind, String name, String knownAddress) {
        boolean cleared = throttle.clear(kind, name, knownAddress);
        if (cleared) {
            String object = knownAddress.isEmpty() ? name : name + " (" + knownAddress + ")";
            log.note(actor, AdminAction.UNLOCKED, AdminEntry.Kind.THROTTLE, 0, object);
        }
        return cleared;
    }
}
