package dev.coterie.zwibbler.board;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.coterie.cluster.Entities;
import dev.coterie.document.ByteStringStore;
import dev.coterie.document.DocumentId;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.DocumentRecord;
import dev.coterie.document.NewByteString;
import dev.coterie.document.NewRecord;
import dev.coterie.document.StoredByteString;
import dev.coterie.zwibbler.BoardAbout;
import dev.coterie.zwibbler.Boards;
import dev.coterie.zwibbler.Permissions;

/** The boards of this node and its storage: what changes who is connected goes through the boards' entities. Thread-safe. */
final class LiveBoards implements Boards {

    private static final int MAX_READ_BYTES = 1024 * 1024;
    private static final String AUTHOR = "server";
    private static final long PATIENCE_SECONDS = 30;

    private final Entities<BoardCommand> entities;
    private final BoardEnvironment environment;

    LiveBoards(Entities<BoardCommand> entities, BoardEnvironment environment) {
        this.entities = entities;
        this.environment = environment;
    }

    @Override
    public CompletionStage<Void> create(String name, byte[] contents, List<NewRecord> records) {
        return create(name, "", contents, records);
    }

    private CompletionStage<Void> create(String name, String owner, byte[] contents, List<NewRecord> records) {
        return store().create(new NewByteString(
                        key(name), owner, environment.clock().instant(), new byte[0], contents, AUTHOR, records))
                .thenApply(created -> null);
    }

    @Override
    public CompletionStage<Boolean> delete(String name, String by) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        entities.tell(name, new BoardCommand.Delete(by, done));
        return done.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<Boolean> restore(DocumentId document, String name) {
        return store().restore(document, key(name), environment.clock().instant());
    }

    @Override
    public CompletionStage<Boolean> setReadOnly(String name, boolean readOnly) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        entities.tell(name, new BoardCommand.SetReadOnly(readOnly, done));
        return done.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<Boolean> copy(String name, long length, String copy, String by) {
        return ifFound(
                name,
                false,
                stored -> length < 0 || length > stored.length()
                        ? CompletableFuture.completedFuture(false)
                        : copy(stored.record().id(), 0, length, new ByteArrayOutputStream(), copy, by));
    }

    /** All of it is in memory for a moment: the copy is there completely or not at all. */
    private CompletionStage<Boolean> copy(
            DocumentId id, long from, long length, ByteArrayOutputStream bytes, String copy, String by) {
        if (from >= length) {
            return create(copy, by, bytes.toByteArray(), List.of()).thenApply(created -> true);
        }
        return store().read(id, from, length, MAX_READ_BYTES).thenCompose(pieces -> {
            byte[] next = joined(pieces);
            bytes.writeBytes(next);
            return next.length == 0
                    ? CompletableFuture.completedFuture(false)
                    : copy(id, from + next.length, length, bytes, copy, by);
        });
    }

    @Override
    public CompletionStage<Optional<BoardAbout>> about(String name) {
        return store().record(key(name))
                .thenApply(found -> found.map(DocumentRecord::keeping)
                        .map(keeping -> new BoardAbout(keeping.title(), keeping.readOnly())));
    }

    @Override
    public CompletionStage<Optional<Long>> length(String name) {
        return find(name).thenApply(found -> found.map(StoredByteString::length));
    }

    @Override
    public CompletionStage<byte[]> read(String name, long from) {
        return ifFound(name, new byte[0], stored -> {
            store().touch(stored.record().id(), environment.clock().instant());
            return store().read(stored.record().id(), from, stored.length(), MAX_READ_BYTES)
                    .thenApply(LiveBoards::joined);
        });
    }

    @Override
    public CompletionStage<Optional<byte[]>> metadata(String name) {
        return find(name).thenApply(found -> found.map(stored -> stored.record().metadata()));
    }

    @Override
    public CompletionStage<Boolean> updateMetadata(String name, byte[] metadata) {
        return ifFound(
                name, false, stored -> store().updateMetadata(stored.record().id(), metadata));
    }

    /** First counts the change: who is not among the connected yet will notice that. */
    @Override
    public CompletionStage<Void> changeUser(String user, Permissions permissions) {
        environment.permissionChanges().changed();
        if (user.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<?>[] changes = environment.clients().boardsOf(user).stream()
                .map(board -> {
                    CompletableFuture<Void> done = new CompletableFuture<>();
                    entities.tell(board, new BoardCommand.ChangeUser(user, permissions, done));
                    return done.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
                })
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(changes);
    }

    @Override
    public List<String> connectedUsers(String name) {
        return environment.clients().users(name);
    }

    private ByteStringStore store() {
        return environment.store();
    }

    private static DocumentKey key(String name) {
        return new DocumentKey(BoardEntity.KIND, name);
    }

    private CompletionStage<Optional<StoredByteString>> find(String name) {
        return Refusals.isStorable(name)
                ? store().find(key(name))
                : CompletableFuture.completedFuture(Optional.empty());
    }

    private <T> CompletionStage<T> ifFound(
            String name, T otherwise, Function<StoredByteString, CompletionStage<T>> action) {
        return find(name)
                .thenCompose(found -> found.map(action).orElseGet(() -> CompletableFuture.completedFuture(otherwise)));
    }

    private static byte[] joined(List<ByteStringStore.Piece> pieces) {
        if (pieces.size() == 1) {
            return pieces.get(0).bytes();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        pieces.forEach(piece -> bytes.writeBytes(piece.bytes()));
        return bytes.toByteArray();
    }
}
