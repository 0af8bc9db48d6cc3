package dev.coterie.document;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Collections in memory, for tests; behaves as {@link CollectionStore} says, but knows no documents. Thread-safe. */
public final class InMemoryCollectionStore implements CollectionStore {

    private final TreeMap<Long, CollectionRecord> records = new TreeMap<>();
    private final Set<String> closed = new HashSet<>();

    @Override
    public synchronized CompletionStage<Optional<CollectionRecord>> find(String kind, String name) {
        return done(named(kind, name));
    }

    private Optional<CollectionRecord> named(String kind, String name) {
        return records.values().stream()
                .filter(record -> record.kind().equals(kind) && record.name().equals(name))
                .findFirst();
    }

    @Override
    public synchronized CompletionStage<CollectionRecord> ensure(String kind, String name, Instant now) {
        if (!StorableText.is(name)) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("Such a name cannot be stored"));
        }
        CollectionRecord found = named(kind, name).orElseGet(() -> {
            long id = records.isEmpty() ? 1 : records.lastKey() + 1;
            return new CollectionRecord(id, kind, name, now, CollectionPolicy.USUAL, new byte[0]);
        });
        records.put(found.id(), found);
        return done(found);
    }

    @Override
    public synchronized CompletionStage<Boolean> setPolicy(long id, CollectionPolicy policy) {
        return change(
                id, old -> new CollectionRecord(id, old.kind(), old.name(), old.createdAt(), policy, old.metadata()));
    }

    @Override
    public synchronized CompletionStage<Boolean> replaceMetadata(long id, byte[] expected, byte[] metadata) {
        CollectionRecord found = records.get(id);
        return found != null && Arrays.equals(found.metadata(), expected)
                ? change(
                        id,
                        old -> new CollectionRecord(
                                id, old.kind(), old.name(), old.createdAt(), old.policy(), metadata))
                : done(false);
    }

    private CompletionStage<Boolean> change(long id, UnaryOperator<CollectionRecord> change) {
        return done(records.computeIfPresent(id, (number, old) -> change.apply(old)) != null);
    }

    @Override
    public synchronized CompletionStage<Boolean> deleteEmpty(long id) {
        return done(records.remove(id) != null);
    }

    @Override
    public synchronized CompletionStage<Boolean> createsMissing(String kind) {
        return done(!closed.contains(kind));
    }

    @Override
    public synchronized CompletionStage<Void> setCreatesMissing(String kind, boolean creates) {
        boolean changed = creates ? closed.remove(kind) : closed.add(kind);
        return done(changed).thenAccept(nothing -> {});
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }
}
