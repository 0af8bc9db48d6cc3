package dev.coterie.bench;

/**
 * What a figure has to reach. Immutable.
 *
 * @param atLeast whether more is better
 * @param threshold in the figure's unit
 */
record Bar(boolean atLeast, double threshold) {

    static Bar atLeast(double threshold) {
        return new Bar(true, threshold);
    }

    static Bar below(double threshold) {
        return new Bar(false, threshold);
    }

    boolean isReachedBy(double value) {
        return atLeast ? value >= threshold : value < threshold;
    }

    /** The part of the bar that a value is: 1 is the bar itself. */
    double ratioOf(double value) {
        return value / threshold;
    }
}
