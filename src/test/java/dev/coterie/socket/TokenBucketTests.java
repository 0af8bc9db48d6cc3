package dev.coterie.socket;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TokenBucketTests {

    private final AtomicLong nanos = new AtomicLong();
    private final TokenBucket bucket = new TokenBucket(nanos::get, 10, 50);

    @Test
    void aBurstPassesAndThenTheRate() {
        for (int unit = 0; unit < 50; unit++) {
            assertThat(bucket.take(1)).isTrue();
        }
        assertThat(bucket.take(1)).isFalse();
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(bucket.take(1)).isTrue();
        assertThat(bucket.take(1)).isFalse();
    }

    @Test
    void itNeverHoldsMoreThanABurst() {
        nanos.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(bucket.take(51)).isFalse();
        assertThat(bucket.take(50)).isTrue();
    }
}
