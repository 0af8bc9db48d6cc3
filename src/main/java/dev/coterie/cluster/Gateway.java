package dev.coterie.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * Hands on what entities say to this node's connections. Confined to its actor.
 *
 * @param <E> what connections are told
 */
final class Gateway<E> extends AbstractBehavior<GatewayCommand<E>> {

    private final Map<String, Map<String, ActorRef<E>>> groups = new HashMap<>();
    private final Map<ActorRef<?>, Set<Seat>> seats = new HashMap<>();

    private Gateway(ActorContext<GatewayCommand<E>> context) {
        super(context);
    }

    static <E> Behavior<GatewayCommand<E>> create() {
        return Behaviors.setup(Gateway::new);
    }

    @Override
    public Receive<GatewayCommand<E>> createReceive() {
        return newReceiveBuilder()
                .onSignal(Terminated.class, this::onTerminated)
                .onAnyMessage(this::onCommand)
                .build();
    }

    private Behavior<GatewayCommand<E>> onCommand(GatewayCommand<E> command) {
        if (command instanceof GatewayCommand.Publish<E> publish) {
            publish(publish);
        } else if (command instanceof GatewayCommand.Send<E> send) {
            send.connection().tell(send.event());
        } else if (command instanceof GatewayCommand.Join<E> join) {
            join(join);
        } else if (command instanceof GatewayCommand.Leave<E> leave) {
            leave(leave);
        }
        return this;
    }

    private void publish(GatewayCommand.Publish<E> publish) {
        Map<String, ActorRef<E>> group = groups.get(publish.group());
        if (group != null) {
            group.forEach((id, connection) -> {
                if (!id.equals(publish.exceptId())) {
                    connection.tell(publish.event());
                }
            });
            toTheEnd(group, publish.exceptId());
        }
    }

    /** Who has just had its way hears last next time: where clients race for something, everybody gets a turn. */
    private void toTheEnd(Map<String, ActorRef<E>> group, @Nullable String id) {
        ActorRef<E> connection = id == null ? null : group.remove(id);
        if (id != null && connection != null) {
            group.put(id, connection);
        }
    }

    private void join(GatewayCommand.Join<E> join) {
        groups.computeIfAbsent(join.group(), name -> new LinkedHashMap<>()).put(join.id(), join.connection());
        Set<Seat> taken = seats.get(join.connection());
        if (taken == null) {
            getContext().watch(join.connection());
            taken = new HashSet<>();
            seats.put(join.connection(), taken);
        }
        taken.add(new Seat(join.group(), join.id()));
    }

    private void leave(GatewayCommand.Leave<E> leave) {
        ActorRef<E> connection = remove(leave.group(), leave.id());
        Set<Seat> taken = connection == null ? null : seats.get(connection);
        if (connection != null && taken != null) {
            taken.remove(new Seat(leave.group(), leave.id()));
            if (taken.isEmpty()) {
                seats.remove(connection);
                getContext().unwatch(connection);
            }
        }
    }

    private Behavior<GatewayCommand<E>> onTerminated(Terminated terminated) {
        Set<Seat> taken = seats.remove(terminated.getRef());
        if (taken != null) {
            taken.forEach(seat -> remove(seat.group(), seat.id()));
        }
        return this;
    }

    private @Nullable ActorRef<E> remove(String groupName, String id) {
        Map<String, ActorRef<E>> group = groups.get(groupName);
        if (group == null) {
            return null;
        }
        ActorRef<E> connection = group.remove(id);
        if (group.isEmpty()) {
            groups.remove(groupName);
        }
        return connection;
    }

    private record Seat(String group, String id) {}
}
