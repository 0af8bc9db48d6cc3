package dev.coterie.bench;

import org.jspecify.annotations.Nullable;

/**
 * One measured number. Immutable.
 *
 * @param value not a number when it could not be measured
 * @param bar what it has to reach, or null
 */
record Figure(
        String name, String unit, double value, @Nullable Bar bar) {

    static Figure of(String name, String unit, double value) {
        return new Figure(name, unit, value, null);
    }

    static Figure of(String name, String unit, double value, Bar bar) {
        return new Figure(name, unit, value, bar);
    }
}
