package dev.coterie.zwibbler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.coterie.document.DocumentExistsException;
import dev.coterie.document.DocumentId;
import dev.coterie.document.InMemoryRecordStore;
import dev.coterie.document.NewRecord;

/** Boards without clients in memory, for tests; behaves as {@link Boards} says. Thread-safe. */
public final class InMemoryBoards implements Boards {

    private static final int PIECE_BYTES = 1024 * 1024;

    private final Map<String, byte[]> contents = new LinkedHashMap<>();
    private final Map<String, byte[]> metadata = new LinkedHashMap<>();
    private final Set<String> locked = new HashSet<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final InMemoryRecordStore records;
    private boolean hanging;
    private @Nullable RuntimeException fault;

    public InMemoryBoards(InMemoryRecordStore records) {
        this.records = records;
    }

    /** Lets nothing complete from now on. */
    public synchronized void hang() {
        hanging = true;
    }

    /** Lets everything fail from now on; null: no longer. */
    public synchronized void fail(@Nullable RuntimeException cause) {
        fault = cause;
    }

    /** What {@link #changeUser} was told, in order: the user, a colon and the letters. */
    public List<String> changes() {
        return changes;
    }

    @Override
    public CompletionStage<Void> create(String name, byte[] bytes, List<NewRecord> added) {
        return answer(() -> {
            if (contents.containsKey(name)) {
                throw new DocumentExistsException("There is a document of that name already");
            }
            for (NewRecord record : added) {
                join(records.add(record));
            }
            contents.put(name, bytes.clone());
            return null;
        });
    }

    @Override
    public CompletionStage<Boolean> delete(String name, String by) {
        return answer(() -> contents.remove(name) != null);
    }

    @Override
    public CompletionStage<Boolean> restore(DocumentId document, String name) {
        return answer(() -> false);
    }

    @Override
    public CompletionStage<Boolean> setReadOnly(String name, boolean readOnly) {
        return answer(() -> {
            if (readOnly) {
                locked.add(name);
            } else {
                locked.remove(name);
            }
            return contents.containsKey(name);
        });
    }

    @Override
    public CompletionStage<Boolean> copy(String name, long length, String copy, String by) {
        return answer(() -> {
            byte[] bytes = contents.get(name);
            if (bytes == null || length > bytes.length) {
                return false;
            }
            contents.put(copy, Arrays.copyOf(bytes, (int) length));
            return true;
        });
    }

    @Override
    public CompletionStage<Optional<BoardAbout>> about(String name) {
        return answer(() ->
                contents.containsKey(name) ? Optional.of(new BoardAbout("", locked.contains(name))) : Optional.empty());
    }

    @Override
    public CompletionStage<Optional<Long>> length(String name) {
        return answer(() -> Optional.ofNullable(contents.get(name)).map(bytes -> (long) bytes.length));
    }

    @Override
    public CompletionStage<byte[]> read(String name, long from) {
        return answer(() -> {
            byte[] bytes = contents.getOrDefault(name, new byte[0]);
            int start = (int) Math.min(from, bytes.length);
            return Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + PIECE_BYTES));
        });
    }

    @Override
    public CompletionStage<Optional<byte[]>> metadata(String name) {
        return answer(() ->
                contents.containsKey(name) ? Optional.of(metadata.getOrDefault(name, new byte[0])) : Optional.empty());
    }

    @Override
    public CompletionStage<Boolean> updateMetadata(String name, byte[] bytes) {
        return answer(() -> {
            if (contents.containsKey(name)) {
                metadata.put(name, bytes.clone());
                return true;
            }
            return false;
        });
    }

    @Override
    public CompletionStage<Void> changeUser(String user, Permissions permissions) {
        return answer(() -> {
            changes.add(user + ":" + permissions.letters());
            return null;
        });
    }

    @Override
    public List<String> connectedUsers(String name) {
        return List.of();
    }

    /** All bytes of a board. */
    public synchronized Optional<byte[]> contents(String name) {
        return Optional.ofNullable(contents.get(name)).map(byte[]::clone);
    }

    /** The boards' names, in the order in which they were made. */
    public synchronized List<String> names() {
        return new ArrayList<>(contents.keySet());
    }

    private synchronized <T extends @Nullable Object> CompletableFuture<T> answer(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (hanging) {
            return result;
        }
        try {
            if (fault != null) {
                throw fault;
            }
            result.complete(work.get());
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private static void join(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
