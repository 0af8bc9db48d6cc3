package dev.coterie.zwibbler.http;

import java.time.Duration;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;

import dev.coterie.document.InMemoryRecordStore;
import dev.coterie.document.MovableClock;
import dev.coterie.document.StorageUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StorageProbeTests {

    private final MovableClock clock = new MovableClock();
    private final InMemoryRecordStore records = new InMemoryRecordStore(clock);
    private final StorageProbe probe = new StorageProbe(records, clock);

    @Test
    void storageThatFailsAndRecoversIsNoticed() {
        probe();
        records.failCommits();
        clock.forward(Duration.ofSeconds(2));
        assertThatThrownBy(this::probe)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StorageUnavailableException.class);
        records.repair();
        clock.forward(Duration.ofSeconds(2));
        probe();
    }

    @Test
    void crowdAsksOnce() {
        records.holdCommits();
        for (int i = 0; i < 100; i++) {
            probe.probe();
            clock.forward(Duration.ofMillis(100));
        }
        assertThat(records.heldCommits()).isEqualTo(1);
        records.releaseCommits();
        probe();
    }

    private void probe() {
        probe.probe().toCompletableFuture().join();
    }
}
