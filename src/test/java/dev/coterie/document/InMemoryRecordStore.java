package dev.coterie.document;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** Records in memory, for tests; behaves as {@link RecordStore} says. Thread-safe. */
public final class InMemoryRecordStore extends InMemoryStore implements RecordStore {

    private final Map<String, TreeMap<String, NewRecord>> spaces = new HashMap<>();
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
            space(space).put(key, new NewRecord(space, key, owner, "", value, expiresAt));
            return null;
        });
    }

    @Override
    public CompletionStage<Void> add(NewRecord record) {
        return write(() -> {
            addAll(List.of(record));
            return null;
        });
    }

    /** What a document is created with: all or none, also while commits are held back or fail. */
    void addWithDocument(List<NewRecord> records) {
        onThread(() -> {
            addAll(records);
            return null;
        });
    }

    private void addAll(List<NewRecord> records) {
        for (NewRecord record : records) {
            if (space(record.space()).containsKey(record.key())) {
                throw new RecordExistsException("There is a record of that key in " + record.space() + " already");
            }
        }
        records.forEach(record -> space(record.space()).put(record.key(), record));
    }

    @Override
    public CompletionStage<Optional<NewRecord>> find(String space, String key) {
        return read(() -> existing(space, key));
    }

    @Override
    public CompletionStage<List<NewRecord>> owned(String space, String owner) {
        return read(() -> select(space, record -> record.owner().equals(owner)));
    }

    @Override
    public CompletionStage<List<NewRecord>> about(String space, String subject) {
        return read(() ->
                select(space, record -> !subject.isEmpty() && record.subject().equals(subject)));
    }

    private List<NewRecord> select(String space, Predicate<NewRecord> wanted) {
        return space(space).values().stream()
                .filter(this::isAlive)
                .filter(wanted)
                .toList();
    }

    @Override
    public CompletionStage<Integer> replaceOwned(String space, String owner, byte[] value) {
        return write(() -> {
            int replaced = 0;
            for (Map.Entry<String, NewRecord> entry : space(space).entrySet()) {
                NewRecord old = entry.getValue();
                if (old.owner().equals(owner)) {
                    entry.setValue(new NewRecord(space, old.key(), owner, old.subject(), value, old.expiresAt()));
                    replaced++;
                }
            }
            return replaced;
        });
    }

    @Override
    public CompletionStage<Optional<byte[]>> get(String space, String key) {
        return read(() -> existing(space, key).map(NewRecord::value));
    }

    @Override
    public CompletionStage<List<Entry>> getAll(String space, List<String> keys) {
        return read(() -> keys.stream()
                .distinct()
                .flatMap(key -> existing(space, key).map(record -> new Entry(key, record.value())).stream())
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
            space(space).values().removeIf(record -> record.owner().equals(owner));
            return null;
        });
    }

    private Optional<NewRecord> existing(String space, String key) {
        return Optional.ofNullable(space(space).get(key)).filter(this::isAlive);
    }

    private boolean isAlive(NewRecord record) {
        Instant expiresAt = record.expiresAt();
        return expiresAt == null || expiresAt.isAfter(clock.instant());
    }

    private TreeMap<String, NewRecord> space(String space) {
        return spaces.computeIfAbsent(space, name -> new TreeMap<>());
    }
}
