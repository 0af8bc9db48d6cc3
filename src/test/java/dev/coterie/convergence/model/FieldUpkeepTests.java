package dev.coterie.convergence.model;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.coterie.convergence.Models;
import dev.coterie.document.DocumentId;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.MovableClock;
import dev.coterie.document.Snapshot;
import dev.coterie.document.StorageUnavailableException;

import static dev.coterie.convergence.model.QueryWorld.await;
import static dev.coterie.convergence.model.QueryWorld.later;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** When models are looked at, and what happens to them meanwhile. */
@SuppressWarnings("NullAway.Init")
class FieldUpkeepTests {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final Duration NEVER = Duration.ofDays(1);

    private static QueryWorld world;

    private final MovableClock clock = new MovableClock();
    private String c = "";
    private FieldUpkeep upkeep;

    @BeforeAll
    static void open(@TempDir Path directory) {
        world = new QueryWorld(directory);
    }

    @AfterAll
    static void closeAll() {
        world.close();
    }

    @BeforeEach
    void start() {
        c = world.collection();
        upkeep = upkeep(NEVER);
    }

    @AfterEach
    void end() {
        upkeep.close();
        world.clear();
    }

    private FieldUpkeep upkeep(Duration interval) {
        return new FieldUpkeep(world.documents.store(), world.fields.store(), QueryWorld.PROPERTIES, interval, clock);
    }

    private CompletableFuture<Boolean> bringUpToDate() {
        return later(upkeep.bringUpToDate(c, clock.millis()));
    }

    /** From now on it does by itself what it does every second. */
    private void byItself() {
        upkeep.close();
        upkeep = upkeep(OFTEN);
    }

    /** Waits until everything was done that was overdue when this was called. */
    private static void tended() {
        int before = world.fields.count("overdue");
        await().until(() -> world.fields.count("overdue") >= before + 2);
    }

    @Test
    void modelThatIsLeftAloneIsLookedAt() {
        world.create(c, "quiet " + c, "x");
        world.storage.pass(Duration.ofSeconds(55));
        byItself();
        tended();
        assertThat(world.found(c)).isEmpty();

        world.storage.pass(Duration.ofSeconds(5));
        await().until(() -> world.found(c).equals(List.of("quiet " + c)));
        assertThat(world.stale(c)).isZero();
    }

    @Test
    void modelThatIsNeverLeftAloneIsLookedAtInTheEnd() {
        DocumentId model = world.create(c, "busy " + c, "x");
        world.storage.pass(Duration.ofSeconds(590));
        world.edit(model, 1, "y");
        assertThat(world.stale(c)).isOne();
        byItself();
        tended();
        assertThat(world.found(c)).isEmpty();

        world.storage.pass(Duration.ofSeconds(10));
        await().until(() -> world.found(c).size() == 1);
    }

    @Test
    void manyAreLookedAtWithoutWaitingForTheNextTime() {
        world.createMany(c, 2 * FieldUpkeep.STEP + 1);
        assertThat(world.stale(c)).isEqualTo(2 * FieldUpkeep.STEP + 1);
        world.storage.pass(Duration.ofMinutes(1));
        int before = world.fields.count("overdue");
        upkeep.close();
        upkeep = upkeep(Duration.ofMillis(300));
        await().until(() -> world.stale(c) == 0);
        assertThat(world.fields.count("overdue") - before).isGreaterThanOrEqualTo(3);
    }

    @Test
    void whoeverAsksDoesNotWaitForQuiet() {
        String other = world.collection();
        world.create(c, "mine " + c, "x");
        world.create(other, "theirs " + c, "x");

        assertThat(bringUpToDate().join()).isTrue();
        assertThat(world.found(c)).containsExactly("mine " + c);
        assertThat(world.stale(c)).isZero();
        assertThat(world.stale(other)).as("nobody asked for those").isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {FieldUpkeep.STEP - 1, FieldUpkeep.STEP, FieldUpkeep.STEP + 1})
    void askingGoesOnAfterAStep(int models) {
        world.createMany(c, models);
        assertThat(bringUpToDate().join()).isTrue();
        assertThat(world.found(c)).hasSize(models);
    }

    @Test
    void whoeverAskedForTooMuchGetsAStepFurtherEachTime() {
        world.createMany(c, FieldUpkeep.STEP + 1);
        long past = clock.millis() - 1;
        assertThat(await(upkeep.bringUpToDate(c, past))).isFalse();
        assertThat(world.found(c)).hasSize(FieldUpkeep.STEP);
        assertThat(await(upkeep.bringUpToDate(c, past))).isTrue();
        assertThat(world.found(c)).hasSize(FieldUpkeep.STEP + 1);
    }

    @Test
    void modelThatIsEditedWhileItIsReadIsLookedAtAgain() {
        DocumentId model = world.create(c, "edited " + c, "x");
        world.fields.beforeTheNext("put", () -> world.edit(model, 1, "y"));

        assertThat(bringUpToDate().join()).isTrue();
        assertThat(world.stale(c)).isOne();
        assertThat(bringUpToDate().join()).isTrue();
        assertThat(world.stale(c)).isZero();
    }

    @Test
    void modelThatIsDeletedMeanwhileIsForgotten() {
        DocumentId first = world.create(c, "first " + c, "x");
        DocumentId second = world.create(c, "second " + c, "x");
        world.documents.beforeTheNext(
                "load", () -> await(world.storage.documents().delete(first)));
        world.fields.beforeTheNext("put", () -> await(world.storage.documents().delete(second)));

        assertThat(bringUpToDate().join()).isTrue();
        assertThat(world.found(c)).isEmpty();
        assertThat(world.stale(c)).isZero();
        assertThat(bringUpToDate().join()).isTrue();
    }

    @Test
    void modelThatCameInAnothersPlaceIsNotTakenForIt() {
        String name = "again " + c;
        DocumentId first = world.create(c, name, "x");
        String other = world.collection();
        world.documents.beforeTheNext("load", () -> {
            world.discard(first);
            world.create(other, name, "y");
        });
        assertThat(bringUpToDate().join()).isTrue();
        assertThat(world.found(c)).isEmpty();
        assertThat(await(upkeep.bringUpToDate(other, clock.millis()))).isTrue();
        assertThat(world.found(other)).containsExactly(name);

        await(world.storage.documents().restore(first, new DocumentKey(Models.KIND, name + " back"), NOW));
        assertThat(bringUpToDate().join()).isTrue();
        assertThat(world.found(c)).containsExactly(name + " back");
    }

    @Test
    void modelThatCannotBeReadDoesNotKeepOthersFromBeingFound() {
        byte[] garbage = {-1, -1, -1};
        DocumentId broken = world.create(c, "a broken " + c, garbage, QueryWorld.metadata(QueryWorld.OPEN));
        world.create(c, "b broken " + c, QueryWorld.content("x"), garbage);
        world.create(c, "whole " + c, "x");

        assertThat(bringUpToDate().join()).isTrue();
        assertThat(world.found(c)).containsExactly("whole " + c);
        assertThat(world.stale(c)).isEqualTo(2);

        await(world.storage.documents().saveSnapshot(broken, new Snapshot(2, NOW, QueryWorld.content("x"))));
        assertThat(bringUpToDate().join()).isTrue();
        assertThat(world.found(c)).containsExactlyInAnyOrder("whole " + c, "a broken " + c);
    }

    @Test
    void modelThatCannotBeReadWaitsUntilItIsTriedAgain() {
        AtomicInteger tried = new AtomicInteger();
        world.create(c, "broken " + c, new byte[] {-1}, new byte[0]);
        world.storage.pass(Duration.ofMinutes(1));
        world.documents.before("load", tried::incrementAndGet);
        byItself();
        await().until(() -> tried.get() > 0);
        tended();
        assertThat(tried).hasValue(1);
        world.storage.pass(Duration.ofMinutes(1));
        await().until(() -> tried.get() > 1);
        await(world.storage
                .documents()
                .record(new DocumentKey(Models.KIND, "broken " + c))
                .thenCompose(record ->
                        world.storage.documents().delete(record.orElseThrow().id())));
    }

    @Test
    void whoeverAsksIsToldThatTheDatabaseIsAway() {
        world.create(c, "model " + c, "x");
        world.storage.breakDown();
        assertThatThrownBy(bringUpToDate()::join).hasCauseInstanceOf(StorageUnavailableException.class);
        world.storage.repair();
        assertThat(bringUpToDate().join()).isTrue();
        assertThat(world.found(c)).containsExactly("model " + c);
    }

    @Test
    void modelThatCannotBeReadNowIsNotMissedSilently() {
        world.create(c, "model " + c, "x");
        world.documents.before("load", () -> {
            throw new CompletionException(new StorageUnavailableException("too much to read"));
        });
        assertThatThrownBy(bringUpToDate()::join).hasCauseInstanceOf(StorageUnavailableException.class);
        world.documents.undisturbed();
        assertThat(bringUpToDate().join()).isTrue();
        assertThat(world.found(c)).containsExactly("model " + c);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failureIsFollowedByAnotherTry(boolean severe) {
        world.create(c, "model " + c, "x");
        world.storage.pass(Duration.ofMinutes(1));
        CountDownLatch failed = new CountDownLatch(3);
        world.fields.before("overdue", () -> {
            failed.countDown();
            if (severe) {
                throw new StackOverflowError();
            }
            throw new StorageUnavailableException("it went away");
        });
        byItself();
        await().until(() -> failed.getCount() == 0);
        world.fields.undisturbed();
        await().until(() -> world.found(c).size() == 1);
    }

    @Test
    void twoWhoAskAtOnceAreBothAnswered() {
        String other = world.collection();
        world.createMany(c, FieldUpkeep.STEP + 10);
        world.create(other, other, "x");
        CompletableFuture<Boolean> long1 = bringUpToDate();
        CompletableFuture<Boolean> long2 = bringUpToDate();
        assertThat(await(upkeep.bringUpToDate(other, clock.millis()))).isTrue();
        assertThat(world.found(other)).containsExactly(other);
        assertThat(long1.join()).isTrue();
        assertThat(long2.join()).isTrue();
        assertThat(world.found(c)).hasSize(FieldUpkeep.STEP + 10);
    }

    @Test
    void closingFinishesWhatWasBegun() throws InterruptedException {
        world.create(c, "model " + c, "x");
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        world.documents.beforeTheNext("load", () -> {
            reading.countDown();
            waitFor(goOn);
        });
        CompletableFuture<Boolean> asked = bringUpToDate();
        waitFor(reading);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(upkeep::close);
        goOn.countDown();
        later(closed).join();
        assertThat(asked).isCompletedWithValue(true);
        assertThatThrownBy(bringUpToDate()::join).isInstanceOf(CompletionException.class);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
