package dev.coterie.document;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/** Records in memory, for tests; behaves as {@link RecordStore} says. Thread-safe. */
public final class InMemoryRecordStore extends InMemoryStore implements RecordStore {

    private final Map<String, Map<String, Held>> spaces = new HashMap<>();
    private final InstantSource clock;

    public InMemoryRecordStore() {
        this(InstantSource.system());
    }

    public InMemoryRecordStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CompletionStage<Void> put(
            String space, String key, String owner, byte[] value, @Nullable Instant expiresAt) {
        return write(() -> {
            space(space).put(key, new Held(owner, value, expiresAt));
            return null;
        });
    }

    @Override
    public CompletionStage<Optional<byte[]>> get(String space, String key) {
        return read(() -> find(space, key));
    }

    @Override
    public CompletionStage<List<Entry>> getAll(String space, List<String> keys) {
        return read(() -> keys.stream()
                .distinct()
                .flatMap(key -> find(space, key).map(value -> new Entry(key, value)).stream())
                .toList());
    }

    @Override
    public CompletionStage<Void> remove(String space, String key) {
        return write(() -> {
            space(space).remove(key);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> removeOwned(String space, String owner) {
        return write(() -> {
            space(space).values().removeIf(held -> held.owner().equals(owner));
            return null;
        });
    }

    private Optional<byte[]> find(String space, String key) {
        return Optional.ofNullable(space(space).get(key))
                .filter(held -> held.expiresAt() == null || held.expiresAt().isAfter(clock.instant()))
                .map(Held::value);
    }

    private Map<String, Held> space(String space) {
        return spaces.computeIfAbsent(space, name -> new HashMap<>());
    }

    private record Held(
            String owner, byte[] value, @Nullable Instant expiresAt) {}
}
