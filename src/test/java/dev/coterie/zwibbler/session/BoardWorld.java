package dev.coterie.zwibbler.session;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.coterie.document.ByteStringStore;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.InMemoryByteStringStore;
import dev.coterie.document.StoredByteString;
import dev.coterie.socket.ConnectionListener;
import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.ZwibblerProperties;
import dev.coterie.zwibbler.access.AccessDeniedException;
import dev.coterie.zwibbler.access.BoardAccess;
import dev.coterie.zwibbler.access.Grant;
import dev.coterie.zwibbler.board.RunningBoards;

/** Boards and connections over storage in memory; restarts like a server. */
final class BoardWorld implements AutoCloseable {

    final InMemoryByteStringStore store = new InMemoryByteStringStore();
    final TestClock clock = new TestClock();
    final BoardConnections connections = new BoardConnections();
    final Map<String, Grant> tokens = new ConcurrentHashMap<>();
    RunningBoards running = new RunningBoards(store, clock);

    /** What lookups wait for. */
    volatile CompletableFuture<Void> lookups = CompletableFuture.completedFuture(null);

    final AtomicInteger waitingLookups = new AtomicInteger();

    ConnectionListener connect(SimulatedClient.Wire wire) {
        Map<String, String> settings = Map.of("coterie.zwibbler.init-timeout", "300ms");
        ZwibblerProperties properties = new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("coterie.zwibbler", ZwibblerProperties.class);
        BoardSocketProperties socket = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("coterie.zwibbler.socket", BoardSocketProperties.class);
        BoardAccess access = this::resolve;
        return new BoardProtocol(new SessionServices(
                        properties,
                        socket,
                        access,
                        running.entities,
                        store,
                        running.permissionChanges,
                        connections,
                        clock,
                        running.node()))
                .open(wire, URI.create("/socket"));
    }

    /** Tokens, and the names of boards themselves; lookups may be held up, and answer what was true before. */
    private CompletionStage<Grant> resolve(String name) {
        if (name.equals("denied")) {
            return CompletableFuture.failedFuture(new AccessDeniedException("no"));
        }
        Grant grant = tokens.getOrDefault(name, new Grant(name, "", Permissions.READ_WRITE));
        CompletableFuture<Void> lookup = lookups;
        waitingLookups.incrementAndGet();
        return lookup.thenApply(done -> grant);
    }

    void restart() {
        running.close();
        running = new RunningBoards(store, clock);
    }

    StoredByteString stored(String board) {
        return store.find(new DocumentKey("board", board))
                .toCompletableFuture()
                .join()
                .orElseThrow(() -> new AssertionError("There is no such board"));
    }

    byte[] bytes(String board) {
        StoredByteString stored = stored(board);
        List<ByteStringStore.Piece> pieces = store.read(stored.record().id(), 0, stored.length(), Integer.MAX_VALUE)
                .toCompletableFuture()
                .join();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        pieces.forEach(piece -> bytes.writeBytes(piece.bytes()));
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        store.repair();
        store.releaseCommits();
        running.close();
    }

    /** Goes on only when it is told to. Thread-safe. */
    static final class TestClock implements InstantSource {

        private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        void advance(Duration duration) {
            now = now.plus(duration);
        }
    }
}
