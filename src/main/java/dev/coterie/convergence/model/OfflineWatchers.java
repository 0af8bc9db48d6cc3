package dev.coterie.convergence.model;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/**
 * The way of models and sessions to {@link OfflineWatch}. Most models have no subscriber, and an edit of one of those
 * costs a look into a set. Thread-safe.
 */
public final class OfflineWatchers {

    private final Set<String> watched = ConcurrentHashMap.newKeySet();
    private final ActorRef<WatchCommand> watch;

    /** @param spawn starts the actor */
    public OfflineWatchers(
            OfflineProperties properties, Function<Behavior<WatchCommand>, ActorRef<WatchCommand>> spawn) {
        watch = spawn.apply(OfflineWatch.create(properties.updateInterval(), watched));
    }

    /** For sessions. */
    public ActorRef<WatchCommand> watch() {
        return watch;
    }

    void edited(String modelId) {
        changed(modelId, false);
    }

    /** Another may see the model than before, or nobody any more. */
    void changed(String modelId) {
        changed(modelId, true);
    }

    private void changed(String modelId, boolean urgent) {
        if (watched.contains(modelId)) {
            watch.tell(new WatchCommand.Changed(modelId, urgent));
        }
    }
}
