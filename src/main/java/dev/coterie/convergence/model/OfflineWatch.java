package dev.coterie.convergence.model;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

import dev.coterie.cluster.Audience;
import dev.coterie.cluster.Member;

/**
 * Which sessions are subscribed to which models without having them open. It outlives the entities, so that nobody's
 * subscription keeps a model in memory. However often a model is edited, its subscribers hear of it once an interval: the
 * first edit after a rest at once, the others when the interval is over. State is confined to the actor, but for the
 * names of what is watched, which entities look at.
 */
final class OfflineWatch extends AbstractBehavior<WatchCommand> {

    private final TimerScheduler<WatchCommand> timers;
    private final Duration interval;

    /** Thread-safe; only this actor changes it. */
    private final Set<String> names;

    private final Map<String, Watched> watched = new HashMap<>();

    private OfflineWatch(
            ActorContext<WatchCommand> context,
            TimerScheduler<WatchCommand> timers,
            Duration interval,
            Set<String> names) {
        super(context);
        this.timers = timers;
        this.interval = interval;
        this.names = names;
    }

    /** @param names thread-safe; where the actor notes what is watched */
    static Behavior<WatchCommand> create(Duration interval, Set<String> names) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new OfflineWatch(context, timers, interval, names)));
    }

    private static final class Watched {

        private final Map<String, Member<SessionEvent>> sessions = new LinkedHashMap<>();

        /** Whether they heard of the model less than an interval ago. */
        private boolean resting;

        /** Whether it has changed since. */
        private boolean changed;
    }

    @Override
    public Receive<WatchCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(WatchCommand.Changed.class, this::onChanged)
                .onMessage(WatchCommand.Rested.class, this::onRested)
                .onMessage(WatchCommand.Watch.class, this::onWatch)
                .onMessage(WatchCommand.Unwatch.class, this::onUnwatch)
                .build();
    }

    private Behavior<WatchCommand> onWatch(WatchCommand.Watch watch) {
        watched.computeIfAbsent(watch.modelId(), id -> new Watched())
                .sessions
                .put(watch.session().id(), watch.session());
        names.add(watch.modelId());
        Audience.send(watch.session(), new SessionEvent.OfflineCheckDue(watch.modelId()));
        return this;
    }

    private Behavior<WatchCommand> onUnwatch(WatchCommand.Unwatch unwatch) {
        Watched model = watched.get(unwatch.modelId());
        if (model != null) {
            model.sessions.remove(unwatch.sessionId());
            if (model.sessions.isEmpty()) {
                watched.remove(unwatch.modelId());
                names.remove(unwatch.modelId());
                timers.cancel(unwatch.modelId());
            }
        }
        return this;
    }

    private Behavior<WatchCommand> onChanged(WatchCommand.Changed change) {
        Watched model = watched.get(change.modelId());
        if (model == null) {
            return this;
        }
        if (model.resting && !change.urgent()) {
            model.changed = true;
        } else {
            tell(change.modelId(), model);
        }
        return this;
    }

    private Behavior<WatchCommand> onRested(WatchCommand.Rested rested) {
        Watched model = watched.get(rested.modelId());
        if (model != null) {
            model.resting = false;
            if (model.changed) {
                tell(rested.modelId(), model);
            }
        }
        return this;
    }

    private void tell(String modelId, Watched model) {
        model.changed = false;
        model.resting = true;
        timers.startSingleTimer(modelId, new WatchCommand.Rested(modelId), interval);
        SessionEvent due = new SessionEvent.OfflineCheckDue(modelId);
        model.sessions.values().forEach(session -> Audience.send(session, due));
    }
}
