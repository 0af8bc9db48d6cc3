package dev.coterie.zwibbler.board;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.util.unit.DataSize;

import dev.coterie.cluster.Entities;
import dev.coterie.cluster.EntityType;
import dev.coterie.cluster.Node;
import dev.coterie.cluster.RunningNode;
import dev.coterie.document.ByteStringStore;
import dev.coterie.zwibbler.Boards;

/** Boards on a node, for tests: small in numbers, so that limits are met often. */
public final class RunningBoards implements AutoCloseable {

    public final PermissionChanges permissionChanges = new PermissionChanges();
    public final Entities<BoardCommand> entities;
    public final Boards boards;
    public final List<String> idle = new CopyOnWriteArrayList<>();
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RunningNode running = new RunningNode();
    private final BoardEnvironment environment;

    public RunningBoards(ByteStringStore store, InstantSource clock) {
        ConnectedClients clients = new ConnectedClients();
        BoardProperties properties = new BoardProperties(
                DataSize.ofBytes(2000),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofMillis(1),
                20,
                Duration.ofMinutes(1));
        environment = new BoardEnvironment(
                properties,
                new BoardEnvironment.KeyLimits(20, 100, 1000),
                store,
                clients,
                permissionChanges,
                new Idle(),
                clock,
                new BoardMetrics(meters, clients));
        entities = running.node()
                .host(new EntityType<>(
                        BoardEntity.KIND,
                        BoardCommand.class,
                        Lifecycle.STOP,
                        place -> BoardEntity.create(place, environment)));
        boards = new LiveBoards(entities, environment);
    }

    public Node node() {
        return running.node();
    }

    /** Looks once for boards that were not used for so long. */
    public void sweep(Duration life) {
        try (Expiry expiry = new Expiry(entities, environment, dev.coterie.zwibbler.Expiration.NEVER)) {
            expiry.sweep(life);
        }
    }

    @Override
    public void close() {
        running.close();
    }

    private final class Idle implements IdleBoards {

        @Override
        public boolean wanted() {
            return true;
        }

        @Override
        public void idle(String board) {
            idle.add(board);
        }
    }
}
