package dev.coterie.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * Runs the entities of one type as its children. Confined to its actor.
 *
 * <p>An entity that asks to be stopped gets the stop command; what comes for it from then on waits until it is gone and
 * goes to its successor. An entity that crashes loses what was on its way to it; the next command starts another.
 *
 * @param <C> the commands that the entities take
 */
final class EntityHost<C> extends AbstractBehavior<EntityHost.Command<C>> {

    /** More than this for an entity that is stopping means that it does not stop. */
    private static final int MAX_WAITING = 100_000;

    private final EntityType<C> type;
    private final Map<String, Child<C>> children = new HashMap<>();
    private final Map<ActorRef<?>, Child<C>> byActor = new HashMap<>();
    private @Nullable ActorRef<Done> drained;

    private EntityHost(ActorContext<Command<C>> context, EntityType<C> type) {
        super(context);
        this.type = type;
    }

    static <C> Behavior<Command<C>> create(EntityType<C> type) {
        return Behaviors.setup(context -> new EntityHost<>(context, type));
    }

    @Override
    public Receive<Command<C>> createReceive() {
        return newReceiveBuilder()
                .onSignal(Terminated.class, this::onTerminated)
                .onAnyMessage(this::onCommand)
                .build();
    }

    private Behavior<Command<C>> onCommand(Command<C> command) {
        if (command instanceof Tell<C> tell) {
            tell(tell.name(), tell.command());
        } else if (command instanceof Passivate<C> passivate) {
            stop(passivate.child());
        } else if (command instanceof Drain<C> drain) {
            drained = drain.replyTo();
            List.copyOf(children.values()).forEach(this::stop);
            return endWhenDrained();
        }
        return this;
    }

    private void tell(String name, C command) {
        if (drained != null) {
            getContext().getLog().debug("A command for a {} came too late, the server stops", type.name());
            return;
        }
        Child<C> child = children.get(name);
        if (child == null) {
            child = start(name);
        }
        if (child.stopping && child.waiting.size() >= MAX_WAITING) {
            getContext().getLog().warn("A {} does not stop; a command for it is dropped", type.name());
        } else if (child.stopping) {
            child.waiting.add(command);
        } else {
            child.actor().tell(command);
        }
    }

    private Child<C> start(String name) {
        Child<C> child = new Child<>(name, getContext().getSelf());
        ActorRef<C> actor = getContext().spawnAnonymous(type.behavior().apply(child));
        child.actor = actor;
        getContext().watch(actor);
        children.put(name, child);
        byActor.put(actor, child);
        return child;
    }

    private void stop(Child<C> child) {
        if (!child.stopping && children.get(child.name) == child) {
            child.stopping = true;
            child.actor().tell(type.stop());
        }
    }

    private Behavior<Command<C>> onTerminated(Terminated terminated) {
        Child<C> child = byActor.remove(terminated.getRef());
        if (child == null) {
            return this;
        }
        if (terminated instanceof ChildFailed failed) {
            getContext().getLog().error("A {} crashed; its next command starts it anew", type.name(), failed.cause());
        }
        children.remove(child.name);
        child.waiting.forEach(command -> tell(child.name, command));
        return endWhenDrained();
    }

    private Behavior<Command<C>> endWhenDrained() {
        if (drained == null || !children.isEmpty()) {
            return this;
        }
        drained.tell(Done.getInstance());
        return Behaviors.stopped();
    }

    /** What the host is told. */
    sealed interface Command<C> {}

    /** For the entity of that name. */
    record Tell<C>(String name, C command) implements Command<C> {}

    /** An entity has nothing more to do. */
    record Passivate<C>(Child<C> child) implements Command<C> {}

    /** The server stops: stop every entity, then the host. */
    record Drain<C>(ActorRef<Done> replyTo) implements Command<C> {}

    /** One run of one entity. Its fields are confined to the host, its methods are the entity's. */
    static final class Child<C> implements EntityContext {

        private final String name;
        private final ActorRef<Command<C>> host;
        private final List<C> waiting = new ArrayList<>();
        private @Nullable ActorRef<C> actor;
        private boolean stopping;

        private Child(String name, ActorRef<Command<C>> host) {
            this.name = name;
            this.host = host;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void passivate() {
            host.tell(new Passivate<>(this));
        }

        private ActorRef<C> actor() {
            if (actor == null) {
                throw new IllegalStateException("the entity was not started");
            }
            return actor;
        }
    }
}
