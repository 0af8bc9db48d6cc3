package dev.coterie.document;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/** Documents in memory, for tests; behaves as {@link DocumentStore} says. Thread-safe. */
public final class InMemoryDocumentStore extends InMemoryUpkeep<InMemoryDocumentStore.Stored> implements DocumentStore {

    private static final int SNAPSHOTS_KEPT = 2;

    @Override
    public CompletionStage<Optional<StoredDocument>> load(DocumentKey key) {
        return read(() -> Optional.ofNullable(named(key)).map(Stored::load));
    }

    @Override
    public CompletionStage<DocumentRecord> create(NewDocument document) {
        return write(() -> {
            requireNew(document.key());
            Stored stored = new Stored(nextId(), document);
            add(stored);
            return stored.record();
        });
    }

    @Override
    public CompletionStage<Boolean> publish(DocumentId id, DocumentKey key) {
        return write(() -> {
            requireNew(key);
            Stored stored = numbered(id);
            if (stored == null || !stored.ephemeral) {
                return false;
            }
            rename(stored, key);
            stored.ephemeral = false;
            return true;
        });
    }

    @Override
    public CompletionStage<Long> reserveNumbers(DocumentId id, int count) {
        if (count < 1) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("Cannot reserve " + count));
        }
        return write(() -> {
            Stored stored = existing(id);
            long first = stored.nextNumber;
            stored.nextNumber += count;
            return first;
        });
    }

    @Override
    public LogAppender appender(DocumentId id) {
        return new Appender(id);
    }

    @Override
    public CompletionStage<List<LogEntry>> read(DocumentId id, long from, long to, int maxEntries) {
        return read(() -> {
            Stored stored = numbered(id);
            return stored == null || from >= to
                    ? List.of()
                    : stored.entries.subMap(from, to).values().stream()
                            .limit(maxEntries)
                            .toList();
        });
    }

    @Override
    public CompletionStage<Optional<Snapshot>> snapshotNear(DocumentId id, long position) {
        return read(() -> Optional.ofNullable(numbered(id))
                .flatMap(stored -> stored.snapshots.values().stream()
                        .min(Comparator.comparingLong(snapshot -> Math.abs(snapshot.position() - position)))));
    }

    /** Removes entries before a position, as a collection's retention would. */
    public void prune(DocumentId id, long before) {
        onThread(() -> {
            existing(id).entries.headMap(before).clear();
            existing(id).snapshots.headMap(before).clear();
            return null;
        });
    }

    @Override
    public CompletionStage<Void> saveSnapshot(DocumentId id, Snapshot snapshot) {
        return write(() -> {
            TreeMap<Long, Snapshot> snapshots = existing(id).snapshots;
            snapshots.put(snapshot.position(), snapshot);
            while (snapshots.size() > SNAPSHOTS_KEPT) {
                snapshots.pollFirstEntry();
            }
            return null;
        });
    }

    private Stored existing(DocumentId id) {
        Stored stored = numbered(id);
        if (stored == null) {
            throw new PositionTakenException("Document " + id.number() + " is gone");
        }
        return stored;
    }

    static final class Stored extends Kept {

        private final String collection;
        private boolean ephemeral;
        private final Instant createdAt;
        private final TreeMap<Long, LogEntry> entries = new TreeMap<>();
        private final TreeMap<Long, Snapshot> snapshots = new TreeMap<>();
        private long nextNumber = 1;

        Stored(DocumentId id, NewDocument document) {
            super(id, document.key(), document.owner(), document.metadata());
            collection = document.collection();
            ephemeral = document.ephemeral();
            createdAt = document.createdAt();
            snapshots.put(document.initial().position(), document.initial());
        }

        @Override
        DocumentRecord record() {
            return new DocumentRecord(id, key, collection, ephemeral, createdAt, metadata, keeping());
        }

        @Override
        void used(Instant at) {
            // Nobody asks when.
        }

        StoredDocument load() {
            Snapshot snapshot = snapshots.lastEntry().getValue();
            List<LogEntry> tail =
                    List.copyOf(entries.tailMap(snapshot.position()).values());
            long expected = snapshot.position();
            for (LogEntry entry : tail) {
                if (entry.position() != expected) {
                    throw new DamagedDocumentException("Document " + id.number()
                            + " is damaged: its log has a gap from " + expected + " to " + entry.position());
                }
                expected = entry.next();
            }
            return new StoredDocument(record(), snapshot, tail);
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
            if (existing(id).entries.putIfAbsent(entry.position(), entry) != null) {
                throw new PositionTakenException(
                        "Another writer holds position " + entry.position() + " in document " + id.number());
            }
            return true;
        }
    }
}
