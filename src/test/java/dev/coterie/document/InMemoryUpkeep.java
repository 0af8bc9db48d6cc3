package dev.coterie.document;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What the in-memory stores of documents have in common: their names, the trash and what else {@link DocumentUpkeep} asks
 * for. Thread-safe.
 *
 * @param <S> a document as the store keeps it
 */
public abstract class InMemoryUpkeep<S extends InMemoryUpkeep.Kept> extends InMemoryStore implements DocumentUpkeep {

    private final Map<DocumentKey, DocumentId> numbers = new HashMap<>();
    private final Map<DocumentId, S> documents = new HashMap<>();
    private long lastNumber;

    InMemoryUpkeep() {}

    /** A document with what all kinds of them have. */
    abstract static class Kept {

        final DocumentId id;
        DocumentKey key;
        byte[] metadata;
        private Keeping keeping;
        private boolean discarded;

        Kept(DocumentId id, DocumentKey key, String owner, byte[] metadata) {
            this.id = id;
            this.key = key;
            this.metadata = metadata;
            this.keeping = Keeping.of(owner);
        }

        abstract DocumentRecord record();

        abstract void used(Instant at);

        Keeping keeping() {
            return keeping;
        }

        boolean isDiscarded() {
            return discarded;
        }

        void setDiscarded(boolean now) {
            discarded = now;
        }
    }

    final @Nullable S named(DocumentKey key) {
        DocumentId id = numbers.get(key);
        return id == null ? null : documents.get(id);
    }

    final @Nullable S numbered(DocumentId id) {
        return documents.get(id);
    }

    /** The documents that can be opened. */
    final Stream<S> open() {
        return documents.values().stream().filter(document -> !document.isDiscarded());
    }

    final DocumentId nextId() {
        return new DocumentId(++lastNumber);
    }

    final void add(S document) {
        numbers.put(document.key, document.id);
        documents.put(document.id, document);
    }

    final void rename(S document, DocumentKey key) {
        numbers.remove(document.key, document.id);
        document.key = key;
        numbers.put(key, document.id);
    }

    final void requireNew(DocumentKey key) {
        if (numbers.containsKey(key)) {
            throw new DocumentExistsException("There is a document named " + key + " already");
        }
    }

    @Override
    public final CompletionStage<Optional<DocumentRecord>> record(DocumentKey key) {
        return read(() -> Optional.ofNullable(named(key)).map(Kept::record));
    }

    @Override
    public final CompletionStage<Boolean> updateMetadata(DocumentId id, byte[] metadata) {
        return change(id, document -> document.metadata = metadata);
    }

    @Override
    public final CompletionStage<Boolean> retitle(DocumentId id, String title) {
        if (!StorableText.is(title)) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("Such a title cannot be stored"));
        }
        return change(
                id,
                document ->
                        document.keeping = new Keeping(document.keeping.owner(), title, document.keeping.readOnly()));
    }

    @Override
    public final CompletionStage<Boolean> setReadOnly(DocumentId id, boolean readOnly) {
        return change(
                id,
                document ->
                        document.keeping = new Keeping(document.keeping.owner(), document.keeping.title(), readOnly));
    }

    private CompletionStage<Boolean> change(DocumentId id, Consumer<Kept> change) {
        return write(() -> {
            S document = documents.get(id);
            if (document != null) {
                change.accept(document);
            }
            return document != null;
        });
    }

    @Override
    public final CompletionStage<Boolean> discard(DocumentId id, Instant at, String by) {
        return write(() -> {
            S document = documents.get(id);
            if (document == null || document.isDiscarded()) {
                return false;
            }
            numbers.remove(document.key);
            document.setDiscarded(true);
            return true;
        });
    }

    @Override
    public final CompletionStage<Boolean> restore(DocumentId id, DocumentKey key, Instant at) {
        return write(() -> {
            requireNew(key);
            S document = documents.get(id);
            if (document == null || !document.isDiscarded()) {
                return false;
            }
            document.key = key;
            document.setDiscarded(false);
            document.used(at);
            numbers.put(key, id);
            return true;
        });
    }

    @Override
    public final CompletionStage<Boolean> purge(DocumentId id) {
        return write(() -> {
            S document = documents.get(id);
            return document != null && document.isDiscarded() && documents.remove(id) != null;
        });
    }

    @Override
    public final CompletionStage<Boolean> delete(DocumentId id) {
        return write(() -> {
            S document = documents.remove(id);
            if (document != null) {
                numbers.remove(document.key, id);
            }
            return document != null;
        });
    }
}
