package dev.coterie.admin;

import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.coterie.account.ThrottleState;
import dev.coterie.account.web.PageTime;

/**
 * What the login holds against somebody, as a page shows it. Immutable.
 *
 * @param shown the name, with an address as people write it
 * @param shownAddress the known address as people write it; empty: none
 * @param lockedUntil null: not locked
 */
record ThrottleRow(
        ThrottleState entry,
        String shown,
        String shownAddress,
        @Nullable String lockedUntil) {

    private static final int NETWORK_DIGITS = 16;
    private static final int GROUP_DIGITS = 4;

    /** @param now when it is looked at: locks that are over are shown as failures only */
    static ThrottleRow of(ThrottleState entry, Instant now) {
        Instant until = entry.lockedUntil();
        return new ThrottleRow(
                entry,
                entry.kind() == ThrottleState.Kind.ADDRESS ? address(entry.name()) : entry.name(),
                address(entry.address()),
                until == null || until.isBefore(now) ? null : PageTime.minute(until));
    }

    /** A network of IPv6 is counted as the digits of its first half. */
    static String address(String network) {
        if (!network.matches("[0-9a-f]{" + NETWORK_DIGITS + "}")) {
            return network;
        }
        StringBuilder text = new StringBuilder();
        for (int start = 0; start < NETWORK_DIGITS; start += GROUP_DIGITS) {
            int group = Integer.parseInt(network.substring(start, start + GROUP_DIGITS), 16);
            text.append(Integer.toHexString(group).toLowerCase(Locale.ROOT)).append(':');
        }
        String groups = text.toString().replaceFirst("(?:(?<![^:])0:)*$", "");
        return (groups.isEmpty() ? ":" : groups) + ":/64";
    }
}
