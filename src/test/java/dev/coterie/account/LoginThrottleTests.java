package dev.coterie.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;

class LoginThrottleTests {

    private static final String HOME = "192.0.2.1";
    private static final String ELSEWHERE = "198.51.100.7";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T08:00:00Z"));
    private final LoginThrottle throttle = new LoginThrottle(
            new LoginProperties(
                    5,
                    30,
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    Duration.ofDays(14),
                    Duration.ofMinutes(15)),
            time(clock));

    @Test
    void locksAnAccountAfterFiveFailures() {
        fail("ada", HOME, 5);

        assertThat(throttle.attempt("ada", HOME)).contains(Duration.ofMinutes(1));
        assertThat(throttle.attempt("ada", ELSEWHERE)).contains(Duration.ofMinutes(1));
        assertThat(throttle.attempt("grace", HOME)).isEmpty();
    }

    @Test
    void locksLongerEachTimeButNeverForLong() {
        for (long minutes : List.of(1L, 2L, 4L, 8L, 15L, 15L)) {
            fail("ada", HOME, 5);
            assertThat(throttle.attempt("ada", HOME)).contains(Duration.ofMinutes(minutes));
            clock.move(Duration.ofMinutes(minutes));
        }
    }

    @Test
    void attemptsWhileLockedDoNotMakeItLonger() {
        fail("ada", HOME, 5);
        IntStream.range(0, 20).forEach(ignored -> throttle.attempt("ada", HOME));
        clock.move(Duration.ofMinutes(1));

        assertThat(throttle.attempt("ada", HOME)).isEmpty();
    }

    @Test
    void forgetsFailuresThatAreLongAgo() {
        fail("ada", HOME, 4);
        clock.move(Duration.ofMinutes(5));
        fail("ada", HOME, 5);

        assertThat(throttle.attempt("ada", HOME)).isPresent();
        clock.move(Duration.ofHours(2));
        fail("ada", HOME, 5);
        assertThat(throttle.attempt("ada", HOME)).contains(Duration.ofMinutes(1));
    }

    @Test
    void aRightPasswordClearsTheAccount() {
        fail("ada", HOME, 4);
        throttle.attempt("ada", HOME);
        throttle.succeeded("ada", HOME);
        fail("ada", HOME, 5);

        assertThat(throttle.attempt("ada", HOME)).isPresent();
    }

    @Test
    void strangersCannotKeepSomebodyOutWhoWasHereBefore() {
        throttle.attempt("ada", HOME);
        throttle.succeeded("ada", HOME);
        fail("ada", ELSEWHERE, 5);

        assertThat(throttle.attempt("ada", ELSEWHERE)).isPresent();
        assertThat(throttle.attempt("ada", HOME)).isEmpty();
    }

    @Test
    void locksAnAddressThatTriesManyAccounts() {
        IntStream.range(0, 30)
                .forEach(number ->
                        assertThat(throttle.attempt("user" + number, HOME)).isEmpty());

        assertThat(throttle.attempt("ada", HOME)).contains(Duration.ofMinutes(15));
        assertThat(throttle.attempt("ada", ELSEWHERE)).isEmpty();
    }

    @Test
    void rightPasswordsDoNotCountForAnAddress() {
        IntStream.range(0, 200).forEach(number -> {
            assertThat(throttle.attempt("user" + number, HOME)).isEmpty();
            throttle.succeeded("user" + number, HOME);
        });
    }

    @Test
    void anOwnAccountDoesNotHelpToGuessOthers() {
        IntStream.range(0, 30).forEach(number -> {
            throttle.attempt("mallory", HOME);
            throttle.succeeded("mallory", HOME);
            throttle.attempt("user" + number, HOME);
        });

        assertThat(throttle.attempt("ada", HOME)).isPresent();
    }

    @Test
    void takesAnIpv6NetworkForOneAddress() {
        IntStream.range(0, 30).forEach(number -> throttle.attempt("user" + number, "2001:db8:1:2::" + number));

        assertThat(throttle.attempt("ada", "2001:db8:1:2:ffff::1")).isPresent();
        assertThat(throttle.attempt("ada", "2001:db8:1:3::1")).isEmpty();
    }

    @Test
    void manyAttemptsAtOnceGetNoFurther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> attempt = () -> throttle.attempt("ada", HOME).isEmpty();
            long admitted = 0;
            for (Future<Boolean> result : threads.invokeAll(Collections.nCopies(100, attempt))) {
                admitted += result.get() ? 1 : 0;
            }
            assertThat(admitted).isEqualTo(5);
        } finally {
            threads.shutdownNow();
        }
    }

    private void fail(String username, String address, int times) {
        IntStream.range(0, times)
                .forEach(ignored ->
                        assertThat(throttle.attempt(username, address)).isEmpty());
    }

    static AccountTime time(Clock clock) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("clock", clock);
        return new AccountTime(beans.getBeanProvider(Clock.class));
    }
}
