package dev.coterie.account;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

class BoundedPasswordEncoderTests {

    private static final int CONCURRENT = 2;

    @Test
    void hashesOnlySoManyAtATime() throws Exception {
        Counting counting = new Counting();
        PasswordEncoder bounded = new BoundedPasswordEncoder(counting, CONCURRENT);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> check = () -> bounded.matches("password", "hash");
            Callable<Boolean> make = () -> bounded.encode("password") != null;
            List<Future<Boolean>> all = Stream.of(check, make, check, make, check, make, check, make)
                    .map(threads::submit)
                    .toList();
            for (Future<Boolean> one : all) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(counting.most).hasValue(CONCURRENT);
    }

    /** Computes nothing, and lets nobody go before two were there. */
    private static final class Counting implements PasswordEncoder {

        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final CountDownLatch two = new CountDownLatch(CONCURRENT);

        @Override
        public String encode(@Nullable CharSequence password) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            two.countDown();
            try {
                assertThat(two.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            now.decrementAndGet();
            return "hash";
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
            return encode(password).equals(encoded);
        }
    }
}
