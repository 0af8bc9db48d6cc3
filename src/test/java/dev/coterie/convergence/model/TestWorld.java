package dev.coterie.convergence.model;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.springframework.util.unit.DataSize;

import dev.coterie.cluster.Entities;
import dev.coterie.cluster.EntityContext;
import dev.coterie.cluster.EntityType;
import dev.coterie.cluster.GatewayCommand;
import dev.coterie.cluster.Member;
import dev.coterie.cluster.RunningNode;
import dev.coterie.convergence.ModelCollections;
import dev.coterie.convergence.Models;
import dev.coterie.convergence.identity.DomainUsers;
import dev.coterie.convergence.identity.SessionDirectory;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.identity.UserType;
import dev.coterie.convergence.wire.core.DomainUserData;
import dev.coterie.convergence.wire.identity.IdentityCacheUpdateMessage;
import dev.coterie.document.InMemoryCollectionStore;
import dev.coterie.document.InMemoryDocumentStore;
import dev.coterie.document.InMemoryRecordStore;

/** Models on one node, with storage in memory, and a way to wait until nothing moves any more. */
final class TestWorld implements AutoCloseable {

    static final String MODEL = "getting-started";

    /** Generous in time, small in numbers, so that limits of memory are met often. */
    static final ModelProperties PROPERTIES = new ModelProperties(
            100_000,
            10_000,
            64,
            1_000,
            50_000,
            100,
            DataSize.ofKilobytes(64),
            DataSize.ofKilobytes(2),
            20,
            10_000,
            50_000,
            10,
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            3,
            20,
            5);

    private static final int STORAGE_STEPS = 4;

    final InMemoryCollectionStore collections = new InMemoryCollectionStore();
    /** Usernames by group. */
    final Map<String, Set<String>> groups = new ConcurrentHashMap<>();

    final InMemoryDocumentStore store = new InMemoryDocumentStore();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final RememberedSessions sessions = new RememberedSessions();
    private final RunningNode running = new RunningNode();
    private final ActorRef<GatewayCommand<SessionEvent>> gateway =
            running.node().gateway(SessionEvent.class);
    final InMemoryRecordStore records = new InMemoryRecordStore();

    /** Every edit is heard of at once. */
    final OfflineWatchers watchers = new OfflineWatchers(
            new OfflineProperties(Duration.ofNanos(1), 10, Duration.ofDays(1)),
            watch -> running.node().spawn(watch, "test-watch"));

    private final Entities<ModelCommand> models;
    private final LiveCollections liveCollections;
    private final ModelEnvironment environment;
    private final AtomicLong handled = new AtomicLong();
    private final Map<String, Connection> connections = new HashMap<>();

    TestWorld() {
        this(PROPERTIES);
    }

    TestWorld(ModelProperties properties) {
        liveCollections = new LiveCollections(
                collections,
                group -> CompletableFuture.completedFuture(groups.getOrDefault(group, Set.of())),
                Duration.ofMillis(50));
        environment = new ModelEnvironment(
                properties,
                store,
                liveCollections,
                sessions,
                InstantSource.system(),
                Runnable::run,
                new ModelMetrics(meters),
                watchers,
                new Endings(records, Duration.ofDays(1)));
        models = running.node()
                .host(new EntityType<>(
                        ModelEntity.KIND,
                        ModelCommand.class,
                        Lifecycle.STOP,
                        place -> Behaviors.intercept(
                                () -> new Observer(place), ModelEntity.create(place, environment))));
    }

    @Override
    public void close() {
        running.close();
        liveCollections.close();
    }

    /** What those use who look after collections. */
    ModelCollections collectionCare() {
        return new CollectionCare(liveCollections);
    }

    /** What those use who look after the models. */
    Models care() {
        return new LiveModels(models, environment);
    }

    void tell(ModelCommand command) {
        tell(MODEL, command);
    }

    void tell(String model, ModelCommand command) {
        models.tell(model, command);
    }

    /** A connection whose events are kept until they are asked for. */
    Connection connect(String session) {
        return connect(session, new UserKey(UserType.NORMAL, "user of " + session));
    }

    Connection connect(String session, UserKey user) {
        Connection connection = new Connection(session, user);
        connections.put(session, connection);
        return connection;
    }

    /** Waits until storage, the model, the gateway and the connections have nothing more to do. */
    void settle() {
        settle(MODEL);
    }

    void settle(String model) {
        // Once is not enough: the entity may have been about to ask for something.
        for (int quiet = 0; quiet < 2; quiet++) {
            long before = handled.get();
            // One thing that storage has done may be the reason for the next.
            for (int i = 0; i < STORAGE_STEPS; i++) {
                store.heldCommits();
                records.heldCommits();
            }
            awaitEntity(model);
            CountDownLatch delivered = new CountDownLatch(connections.size());
            connections
                    .values()
                    .forEach(connection ->
                            gateway.tell(new GatewayCommand.Send<>(connection.actor, new Marker(delivered))));
            await(delivered);
            if (handled.get() != before) {
                quiet = -1;
            }
        }
    }

    /** What is told to an actor that is dying is lost, so it is told again. */
    private void awaitEntity(String model) {
        CountDownLatch passed = new CountDownLatch(1);
        for (int i = 0; i < 40; i++) {
            models.tell(model, new Barrier(passed));
            if (await(passed, 250)) {
                return;
            }
        }
        throw new AssertionError("the entity does not settle");
    }

    private static void await(CountDownLatch latch) {
        if (!await(latch, 10_000)) {
            throw new AssertionError("the connections do not settle");
        }
    }

    private static boolean await(CountDownLatch latch, int millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Makes the entity ask for its passivation. */
    record Passivate() implements ModelCommand {}

    /** Makes the entity's actor die. */
    record Die() implements ModelCommand {}

    private record Barrier(CountDownLatch passed) implements ModelCommand {}

    private record Marker(CountDownLatch passed) implements SessionEvent {}

    private final class Observer extends BehaviorInterceptor<ModelCommand, ModelCommand> {

        private final EntityContext place;

        Observer(EntityContext place) {
            super(ModelCommand.class);
            this.place = place;
        }

        @Override
        public Behavior<ModelCommand> aroundReceive(
                TypedActorContext<ModelCommand> context, ModelCommand command, ReceiveTarget<ModelCommand> target) {
            if (command instanceof Barrier barrier) {
                barrier.passed().countDown();
                return Behaviors.same();
            }
            handled.incrementAndGet();
            if (command instanceof Passivate) {
                place.passivate();
                return Behaviors.same();
            }
            if (command instanceof Die) {
                throw new IllegalStateException("asked to");
            }
            return target.apply(context, command);
        }
    }

    /** One client's connection, without the client. */
    final class Connection {

        final ModelClient client;
        private final ActorRef<SessionEvent> actor;
        private final List<SessionEvent> events = new ArrayList<>();

        Connection(String session, UserKey user) {
            actor = running.node()
                    .spawn(
                            Behaviors.receive(SessionEvent.class)
                                    .onMessage(Marker.class, marker -> {
                                        marker.passed().countDown();
                                        return Behaviors.same();
                                    })
                                    .onAnyMessage(event -> {
                                        synchronized (events) {
                                            events.add(event);
                                        }
                                        return Behaviors.same();
                                    })
                                    .build(),
                            "test");
            DomainUserData data =
                    DomainUserData.newBuilder().setUserId(DomainUsers.id(user)).build();
            client = new ModelClient(session, user, data, new Member<>(session, actor, gateway));
            sessions.remember(session, data);
        }

        String session() {
            return client.sessionId();
        }

        /** What came since the last call. */
        List<SessionEvent> take() {
            synchronized (events) {
                List<SessionEvent> taken = List.copyOf(events);
                events.clear();
                return taken;
            }
        }

        boolean isQuiet() {
            synchronized (events) {
                return events.isEmpty();
            }
        }

        void disconnect() {
            connections.remove(session());
            tell(new ModelCommand.Disconnected(session()));
        }
    }

    /** A directory in memory. Thread-safe. */
    static final class RememberedSessions implements SessionDirectory {

        private final Map<String, DomainUserData> users = new ConcurrentHashMap<>();

        @Override
        public CompletionStage<Void> remember(String sessionId, DomainUserData user) {
            users.put(sessionId, user);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<IdentityCacheUpdateMessage> describe(Collection<String> sessionIds) {
            IdentityCacheUpdateMessage.Builder update = IdentityCacheUpdateMessage.newBuilder();
            for (String session : sessionIds) {
                DomainUserData user = users.getOrDefault(session, DomainUserData.getDefaultInstance());
                update.putSessions(session, user.getUserId()).addUsers(user);
            }
            return CompletableFuture.completedFuture(update.build());
        }
    }
}
