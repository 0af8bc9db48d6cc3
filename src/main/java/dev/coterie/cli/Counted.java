package dev.coterie.cli;

/** A number with what it counts. */
final class Counted {

    private Counted() {}

    /** @param one what is counted; more of it is written with an {@code s} */
    static String of(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }
}
