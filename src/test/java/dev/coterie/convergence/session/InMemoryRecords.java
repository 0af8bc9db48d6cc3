package dev.coterie.convergence.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.coterie.document.RecordStore;
import dev.coterie.document.StorageUnavailableException;

/** Records in memory. Thread-safe. */
final class InMemoryRecords implements RecordStore {

    private final InstantSource clock;
    private final Map<String, Stored> records = new HashMap<>();
    private boolean broken;

    InMemoryRecords(InstantSource clock) {
        this.clock = clock;
    }

    /** Nothing can be read or written from now on. */
    synchronized void breakDown() {
        broken = true;
    }

    /** Keys and values of everything that is stored. */
    synchronized Map<String, String> dump() {
        Map<String, String> dump = new HashMap<>();
        records.forEach(
                (key, stored) -> dump.put(key, new String(stored.value, java.nio.charset.StandardCharsets.ISO_8859_1)));
        return dump;
    }

    @Override
    public synchronized CompletionStage<Void> put(
            String space, String key, String owner, byte[] value, @Nullable Instant expiresAt) {
        if (broken) {
            return failed();
        }
        records.put(space + "/" + key, new Stored(space, owner, value, expiresAt));
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Optional<byte[]>> get(String space, String key) {
        return getAll(space, List.of(key))
                .thenApply(found -> found.stream().map(Entry::value).findAny());
    }

    @Override
    public synchronized CompletionStage<List<Entry>> getAll(String space, List<String> keys) {
        if (broken) {
            return failed();
        }
        return CompletableFuture.completedStage(keys.stream()
                .flatMap(key -> Optional.ofNullable(records.get(space + "/" + key))
                        .filter(stored -> stored.expiresAt == null || stored.expiresAt.isAfter(clock.instant()))
                        .map(stored -> new Entry(key, stored.value))
                        .stream())
                .toList());
    }

    @Override
    public synchronized CompletionStage<Void> remove(String space, String key) {
        records.remove(space + "/" + key);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public synchronized CompletionStage<Void> removeOwned(String space, String owner) {
        records.values().removeIf(stored -> stored.space.equals(space) && stored.owner.equals(owner));
        return CompletableFuture.completedStage(null);
    }

    private static <T> CompletionStage<T> failed() {
        return CompletableFuture.failedStage(new StorageUnavailableException("broken down"));
    }

    private record Stored(
            String space,
            String owner,
            byte[] value,
            @Nullable Instant expiresAt) {}
}
