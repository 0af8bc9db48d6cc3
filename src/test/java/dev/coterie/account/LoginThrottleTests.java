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
    private final InMemoryLoginLocks locks = new InMemoryLoginLocks();
    private final LoginThrottle throttle = throttle();

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

    @Test
    void aLockOutlivesTheServerAndHoldsOnOthers() {
        fail("ada", HOME, 5);
        throttle.attempt("ada", HOME);
        clock.move(Duration.ofSeconds(20));

        assertThat(throttle().attempt("ada", ELSEWHERE)).contains(Duration.ofSeconds(40));
        clock.move(Duration.ofSeconds(40));
        LoginThrottle restarted = throttle();
        IntStream.range(0, 5)
                .forEach(ignored -> assertThat(restarted.attempt("ada", HOME)).isEmpty());
        assertThat(restarted.attempt("ada", HOME)).contains(Duration.ofMinutes(2));
    }

    @Test
    void aKnownAddressOutlivesTheServer() {
        throttle.attempt("ada", HOME);
        throttle.succeeded("ada", HOME);
        LoginThrottle restarted = throttle();
        IntStream.range(0, 6).forEach(ignored -> restarted.attempt("ada", ELSEWHERE));

        assertThat(restarted.attempt("ada", ELSEWHERE)).isPresent();
        assertThat(restarted.attempt("ada", HOME)).isEmpty();
    }

    @Test
    void aRightPasswordForgetsTheLocksBefore() {
        fail("ada", HOME, 5);
        throttle.attempt("ada", HOME);
        clock.move(Duration.ofMinutes(1));
        LoginThrottle restarted = throttle();
        restarted.attempt("ada", HOME);
        restarted.succeeded("ada", HOME);

        assertThat(locks.all(clock.instant(), 10)).isEmpty();
    }

    @Test
    void whatIsClearedIsOpenOnEveryServer() {
        fail("ada", HOME, 5);
        throttle.attempt("ada", HOME);
        LoginThrottle other = throttle();
        ThrottleState state = other.states(10).get(0);
        assertThat(state.name()).isEqualTo("ada");
        assertThat(state.locks()).isEqualTo(1);
        assertThat(state.lockedUntil()).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
        clock.move(Duration.ofSeconds(10));

        other.clear(state.key());

        assertThat(other.attempt("ada", ELSEWHERE)).isEmpty();
        assertThat(throttle.attempt("ada", HOME)).isEmpty();
    }

    @Test
    void tellsWhatWasCounted() {
        fail("ada", HOME, 2);

        assertThat(throttle.states(10))
                .contains(
                        new ThrottleState(ThrottleState.Kind.ACCOUNT, "ada", "", 2, 0, null),
                        new ThrottleState(ThrottleState.Kind.ADDRESS, HOME, "", 2, 0, null));
        assertThat(throttle.states(1)).hasSize(1);
    }

    @Test
    void aFloodWritesLittle() {
        IntStream.range(0, 1000).forEach(number -> throttle.attempt("user" + number, HOME));
        IntStream.range(0, 1000).forEach(number -> throttle.attempt("ada", "192.0.2." + number % 200));

        assertThat(locks.writes()).isEqualTo(2);
    }

    @Test
    void keepsNoNamesThatNobodyCanHave() {
        IntStream.range(0, 6).forEach(ignored -> throttle.attempt("a\u0000b", HOME));

        assertThat(throttle.attempt("a\u0000b", HOME)).isPresent();
        assertThat(locks.writes()).isZero();
    }

    /** As after a restart, or on another server. */
    private LoginThrottle throttle() {
        return new LoginThrottle(
                new LoginProperties(
                        5,
                        30,
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(15),
                        Duration.ofHours(1),
                        Duration.ofDays(14),
                        Duration.ofMinutes(15),
                        BasicPolicy.SECURE),
                time(clock),
                locks);
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
