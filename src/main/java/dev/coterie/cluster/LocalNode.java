package dev.coterie.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import com.typesafe.config.ConfigFactory;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node that is alone: every entity is a local actor. Thread-safe. */
final class LocalNode implements Node, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalNode.class);
    private static final String SETTINGS = "coterie-actors.conf";

    private final ActorSystem<Void> system;
    private final Duration patience;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong spawned = new AtomicLong();
    private final Map<Class<?>, ActorRef<?>> gateways = new ConcurrentHashMap<>();
    private final List<Supplier<CompletableFuture<Done>>> drains = new CopyOnWriteArrayList<>();

    /** @param patience how long entities may take to finish when the node is closed */
    LocalNode(Duration patience) {
        this.patience = patience;
        this.system = ActorSystem.create(
                Behaviors.empty(),
                "coterie",
                ConfigFactory.parseResources(LocalNode.class.getClassLoader(), SETTINGS)
                        .withFallback(ConfigFactory.defaultReference(LocalNode.class.getClassLoader()))
                        .resolve());
    }

    @Override
    public <C> Entities<C> host(EntityType<C> type) {
        ActorRef<EntityHost.Command<C>> host =
                system.systemActorOf(EntityHost.create(type), "host-of-" + type.name(), Props.empty());
        drains.add(() -> AskPattern.<EntityHost.Command<C>, Done>ask(
                        host, EntityHost.Drain::new, patience, system.scheduler())
                .toCompletableFuture());
        return (name, command) -> host.tell(new EntityHost.Tell<>(name, command));
    }

    @Override
    public <E> ActorRef<GatewayCommand<E>> gateway(Class<E> events) {
        @SuppressWarnings("unchecked") // the map's only writer puts the gateway of E under the class of E
        ActorRef<GatewayCommand<E>> gateway = (ActorRef<GatewayCommand<E>>)
                gateways.computeIfAbsent(events, type -> spawn(Gateway.<E>create(), "gateway-" + type.getSimpleName()));
        return gateway;
    }

    @Override
    public <T> ActorRef<T> spawn(Behavior<T> behavior, String prefix) {
        return system.systemActorOf(behavior, prefix + "-" + spawned.incrementAndGet(), Props.empty());
    }

    /** Lets every entity finish, then ends all actors. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            CompletableFuture.allOf(drains.stream().map(Supplier::get).toArray(CompletableFuture<?>[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.warn("Not every document finished within {} s", patience.toSeconds(), e);
        }
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.warn("The actors did not end within {} s", patience.toSeconds(), e);
        }
    }
}
