package dev.coterie.bench;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What a load consists of. Immutable.
 *
 * @param clients connections, 1 or more
 * @param models shared evenly by the clients, 1 or more
 * @param ratePerSecond edits of each client, 0 for a closed loop
 * @param window edits that a client of a closed loop keeps in flight
 * @param warmUp typing that is not measured
 * @param measured typing that is
 */
record LoadPlan(int clients, int models, double ratePerSecond, int window, Duration warmUp, Duration measured) {

    private static final Duration WARM_UP = Duration.ofSeconds(10);

    static LoadPlan of(int clients, int models, double ratePerSecond, int window, int seconds) {
        return new LoadPlan(clients, models, ratePerSecond, window, WARM_UP, Duration.ofSeconds(seconds));
    }

    boolean isClosedLoop() {
        return ratePerSecond == 0;
    }

    Pace pace(EventLoop loop, SplittableRandom random) {
        return isClosedLoop() ? new ClosedLoop(window) : new FixedRate(loop, random.split(), ratePerSecond);
    }

    /** The same load for another time. */
    LoadPlan lasting(Duration otherMeasured) {
        return new LoadPlan(clients, models, ratePerSecond, window, warmUp, otherMeasured);
    }

    String describe() {
        String load = isClosedLoop() ? "closed loop, " + window + " in flight" : ratePerSecond + " operations/s each";
        return clients + " clients, models: " + models + ", " + load + ", " + measured.toSeconds() + " s after "
                + warmUp.toSeconds() + " s of warm-up";
    }
}
