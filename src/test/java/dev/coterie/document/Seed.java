package dev.coterie.document;

import java.util.Random;

/** Where random tests get their randomness from; says how to have the same again. Stateless. */
final class Seed {

    private static final String PROPERTY = "coterie.test.seed";

    private Seed() {}

    static Random random(String test) {
        long seed = Long.getLong(PROPERTY, System.nanoTime());
        System.out.println(test + ": run again with -D" + PROPERTY + "=" + seed);
        return new Random(seed);
    }
}
