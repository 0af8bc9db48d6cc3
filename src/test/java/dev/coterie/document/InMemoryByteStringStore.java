package dev.coterie.document;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/** Byte strings in memory, for tests; behaves as {@link ByteStringStore} says. Thread-safe. */
public final class InMemoryByteStringStore extends InMemoryUpkeep<InMemoryByteStringStore.Stored>
        implements ByteStringStore {

    private static final int MAX_NAME_CHARACTERS = 512;

    private final InMemoryRecordStore records;

    public InMemoryByteStringStore() {
        this(new InMemoryRecordStore());
    }

    /** @param records where it puts what is created with a document; never calls back */
    public InMemoryByteStringStore(InMemoryRecordStore records) {
        this.records = records;
    }

    @Override
    public CompletionStage<Optional<StoredByteString>> find(DocumentKey key) {
        return read(() -> Optional.ofNullable(named(key)).map(Stored::found));
    }

    @Override
    public CompletionStage<StoredByteString> create(NewByteString document) {
        String name = document.key().name();
        if (name.length() > MAX_NAME_CHARACTERS || name.indexOf(0) >= 0) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("Such a name cannot be stored"));
        }
        return write(() -> {
            requireNew(document.key());
            records.addWithDocument(document.records());
            Stored stored = new Stored(nextId(), document);
            add(stored);
            return stored.found();
        });
    }

    @Override
    public LogAppender appender(DocumentId id) {
        return new Appender(id);
    }

    @Override
    public CompletionStage<List<Piece>> read(DocumentId id, long from, long to, int maxBytes) {
        return read(() -> {
            Stored stored = numbered(id);
            return stored == null ? List.of() : stored.read(from, to, maxBytes);
        });
    }

    @Override
    public CompletionStage<Void> putValue(DocumentId id, NamedValue value, @Nullable Long expectedVersion) {
        return write(() -> {
            Map<String, NamedValue> values = existing(id).values;
            NamedValue old = values.get(value.name());
            if (!Objects.equals(old == null ? null : old.version(), expectedVersion)) {
                throw new PositionTakenException("The value has another version in document " + id.number());
            }
            values.put(value.name(), value);
            return null;
        });
    }

    @Override
    public CompletionStage<Integer> merge(DocumentId id) {
        return write(() -> {
            Stored stored = numbered(id);
            return stored == null ? 0 : stored.merge();
        });
    }

    @Override
    public CompletionStage<Void> touch(DocumentId id, Instant at) {
        return write(() -> {
            Stored stored = numbered(id);
            if (stored != null && at.isAfter(stored.lastUsed)) {
                stored.lastUsed = at;
            }
            return null;
        });
    }

    @Override
    public CompletionStage<List<DocumentKey>> unusedSince(String kind, Instant then, int limit) {
        return read(() -> open().filter(stored -> stored.key.kind().equals(kind) && stored.lastUsed.isBefore(then))
                .sorted(Comparator.comparing((Stored stored) -> stored.lastUsed)
                        .thenComparing(stored -> stored.id.number()))
                .limit(limit)
                .map(stored -> stored.key)
                .toList());
    }

    /** How many rows a document has now; merging makes them fewer. */
    public int rows(DocumentId id) {
        return onThread(() -> existing(id).rows.size());
    }

    private Stored existing(DocumentId id) {
        Stored stored = numbered(id);
        if (stored == null) {
            throw new PositionTakenException("Document " + id.number() + " is gone");
        }
        return stored;
    }

    static final class Stored extends Kept {

        private final Instant createdAt;
        private final TreeMap<Long, byte[]> rows = new TreeMap<>();
        private final Map<String, NamedValue> values = new HashMap<>();
        private Instant lastUsed;

        Stored(DocumentId id, NewByteString document) {
            super(id, document.key(), document.owner(), document.metadata());
            createdAt = document.createdAt();
            lastUsed = createdAt;
            byte[] content = document.content();
            add(new LogEntry(0, content.length, createdAt, document.author(), content));
        }

        StoredByteString found() {
            return new StoredByteString(record(), length(), lastUsed, List.copyOf(values.values()));
        }

        @Override
        DocumentRecord record() {
            return new DocumentRecord(id, key, "", false, createdAt, metadata, keeping());
        }

        @Override
        void used(Instant at) {
            lastUsed = at;
        }

        long length() {
            return rows.isEmpty() ? 0 : rows.lastKey() + rows.lastEntry().getValue().length;
        }

        void add(LogEntry entry) {
            ByteRows.cut(entry).forEach(row -> rows.put(row.position(), row.payload()));
        }

        List<Piece> read(long from, long to, int maxBytes) {
            List<Piece> pieces = new ArrayList<>();
            if (from >= 0 && from < Math.min(to, length())) {
                rows.subMap(rows.floorKey(from), ByteRows.bound(from, to, maxBytes))
                        .forEach((position, row) -> pieces.add(ByteRows.clip(position, row, from, to)));
            }
            return pieces;
        }

        int merge() {
            int before = rows.size();
            while (before > 1) {
                MergePlan plan = MergePlan.of(List.copyOf(rows.keySet()));
                plan.ranges().forEach(this::merge);
                if (plan.ranges().isEmpty()) {
                    break;
                }
            }
            return before - rows.size();
        }

        private void merge(MergePlan.Range range) {
            Map<Long, byte[]> merged = rows.subMap(range.from(), range.to());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            merged.values().forEach(bytes::writeBytes);
            merged.clear();
            rows.put(range.from(), bytes.toByteArray());
        }
    }

    private final class Appender implements LogAppender {

        private static final long UNKNOWN = Long.MIN_VALUE;

        private final DocumentId id;
        private long expectedPosition = UNKNOWN;
        private @Nullable RuntimeException failure;

        Appender(DocumentId id) {
            this.id = id;
        }

        @Override
        public CompletionStage<Void> append(LogEntry entry) {
            if (entry.next() <= entry.position()
                    || entry.next() - entry.position() != entry.payload().length
                    || expectedPosition != UNKNOWN && entry.position() != expectedPosition) {
                throw new IllegalArgumentException("Document " + id.number() + " cannot take an entry from "
                        + entry.position() + " to " + entry.next() + " now");
            }
            expectedPosition = entry.next();
            CompletableFuture<Void> result = new CompletableFuture<>();
            write(() -> store(entry)).whenComplete((stored, cause) -> {
                if (cause == null) {
                    result.complete(null);
                } else {
                    failure = failure == null ? (RuntimeException) cause : failure;
                    result.completeExceptionally(failure);
                }
            });
            return result;
        }

        private boolean store(LogEntry entry) {
            if (failure != null) {
                throw failure;
            }
            Stored stored = existing(id);
            if (stored.length() != entry.position()) {
                throw new PositionTakenException("Document " + id.number() + " does not end at " + entry.position());
            }
            stored.add(entry);
            return true;
        }
    }
}
