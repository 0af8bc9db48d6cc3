package dev.coterie.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Edits at a steady rate, whatever the server does, each client out of step with the others. Confined to the loop. */
final class FixedRate implements Pace {

    private final EventLoop loop;
    private final SplittableRandom random;
    private final long intervalNanos;

    /** @param ratePerSecond edits of one client, above 0 */
    FixedRate(EventLoop loop, SplittableRandom random, double ratePerSecond) {
        this.loop = loop;
        this.random = random;
        this.intervalNanos = (long) (TimeUnit.SECONDS.toNanos(1) / ratePerSecond);
    }

    @Override
    public void start(Driven client) {
        tick(client, System.nanoTime() + random.nextLong(intervalNanos));
    }

    private void tick(Driven client, long atNanos) {
        loop.at(atNanos, () -> {
            if (client.edit()) {
                tick(client, atNanos + intervalNanos);
            }
        });
    }

    @Override
    public void acknowledged(Driven client) {
        // the clock decides
    }
}
