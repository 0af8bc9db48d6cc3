package dev.coterie.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

class DecoysTests {

    private static final List<String> HASHES = List.of("{django}pbkdf2_sha256$…", "{django}argon2$…");

    private final AtomicReference<List<String>> stored = new AtomicReference<>(List.of());
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T08:00:00Z"));
    private final Decoys decoys = new Decoys(
            new BCryptPasswordEncoder(4),
            stored::get,
            new AccountTime(new StaticListableBeanFactory(Map.of("clock", clock)).getBeanProvider(Clock.class)));

    @Test
    void withoutImportedHashesThereIsNothingMoreToDo() {
        assertThat(decoys.besides("ada", decoys.own())).isEmpty();
    }

    @Test
    void anImportedHashIsFollowedByOneOfOurs() {
        assertThat(decoys.besides("ada", HASHES.get(0))).contains(decoys.own());
    }

    @Test
    void everyOtherNameGetsAnImportedHashThatStaysTheSame() {
        stored.set(HASHES);

        Optional<String> first = decoys.besides("ada", decoys.own());
        assertThat(first).isPresent();
        assertThat(IntStream.range(0, 20).mapToObj(i -> decoys.besides("ada", "{bcrypt}another")))
                .containsOnly(first);
        assertThat(IntStream.range(0, 200)
                        .mapToObj(i -> decoys.besides("name" + i, decoys.own()).orElseThrow())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(HASHES);
    }

    @Test
    void seesWithinAMinuteThatTheLastOneIsGone() {
        stored.set(HASHES);
        decoys.besides("ada", decoys.own());
        stored.set(List.of());

        clock.move(Duration.ofSeconds(61));

        assertThat(decoys.besides("ada", decoys.own())).isEmpty();
    }
}
