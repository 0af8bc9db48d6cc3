package dev.coterie.admin;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.coterie.account.ThrottleEntry;

/**
 * What the login holds against somebody, as a page shows it. Immutable.
 *
 * @param shown the name, with an address as people write it
 * @param shownAddress the known address as people write it; empty: none
 * @param lockedUntil null: not locked
 */
record ThrottleRow(
        ThrottleEntry entry,
        String shown,
        String shownAddress,
        @Nullable String lockedUntil) {

    private static final int NETWORK_DIGITS = 16;
    private static final int GROUP_DIGITS = 4;

    static ThrottleRow of(ThrottleEntry entry) {
        return new ThrottleRow(
                entry,
                entry.kind() == ThrottleEntry.Kind.ADDRESS ? address(entry.name()) : entry.name(),
                address(entry.knownAddress()),
                entry.lockedUntil() == null ? null : ServerTime.format(entry.lockedUntil()));
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
        return text.append(":/64").toString();
    }
}
