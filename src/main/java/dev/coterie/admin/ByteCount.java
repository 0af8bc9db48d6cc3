package dev.coterie.admin;

import java.util.Locale;

/** How sizes are shown: in units of 1024. Stateless. */
final class ByteCount {

    private static final String[] UNITS = {"KB", "MB", "GB", "TB", "PB", "EB"};
    private static final double STEP = 1024;

    /** From here on the next unit reads better than 1024 of this one, rounded. */
    private static final double FULL = 1023.95;

    private static final double WITHOUT_FRACTION = 99.95;

    private ByteCount() {}

    static String format(long bytes) {
        if (bytes < STEP) {
            return bytes + " B";
        }
        double amount = bytes / STEP;
        int unit = 0;
        while (amount >= FULL && unit < UNITS.length - 1) {
            amount /= STEP;
            unit++;
        }
        return String.format(Locale.ENGLISH, amount < WITHOUT_FRACTION ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
    }

    /** All digits, in groups. */
    static String exact(long bytes) {
        return String.format(Locale.ENGLISH, "%,d", bytes);
    }
}
