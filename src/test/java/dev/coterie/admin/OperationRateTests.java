package dev.coterie.admin;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OperationRateTests {

    private final AtomicLong total = new AtomicLong(1_000);
    private final AtomicLong nanos = new AtomicLong();
    private final OperationRate rate = new OperationRate(total::get, nanos::get);

    @Test
    void nothingIsNothing() {
        assertThat(rate.perSecond()).isZero();
        pass(5, 0);
        assertThat(rate.perSecond()).isZero();
    }

    @Test
    void averagesSinceTheStart() {
        pass(2, 10);
        assertThat(rate.perSecond()).isEqualTo(5);
    }

    @Test
    void forgetsWhatWasMoreThanAMinuteAgo() {
        pass(5, 1_000_000);
        rate.sample();
        for (int sample = 0; sample < 12; sample++) {
            pass(5, 10);
            rate.sample();
        }
        assertThat(rate.perSecond()).isEqualTo(2);
        pass(5, 65);
        assertThat(rate.perSecond()).isEqualTo((11 * 10 + 65) / 60.0);
    }

    private void pass(long seconds, long operations) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        total.addAndGet(operations);
    }
}
