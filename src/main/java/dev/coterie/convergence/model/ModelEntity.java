package dev.coterie.convergence.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

import dev.coterie.cluster.Audience;
import dev.coterie.cluster.EntityContext;
import dev.coterie.convergence.Models;
import dev.coterie.convergence.model.ModelCommand.Request;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.StorageUnavailableException;
import dev.coterie.document.StoredDocument;

/**
 * One model, wherever it is in its life: unloaded, being loaded, absent, live. Each state is a behaviour; this class is
 * what they share, and the ways from one to the next. Confined to its actor.
 */
final class ModelEntity {

    static final String KIND = Models.KIND;

    /** What waits while a model is loaded, created or deleted; more requests than that are refused. */
    private static final int MAX_WAITING = 10_000;

    private static final int MAX_WAITING_REQUESTS = 5_000;

    private final EntityContext place;
    private final ModelEnvironment environment;
    private final ActorContext<ModelCommand> context;
    private final TimerScheduler<ModelCommand> timers;
    private final StashBuffer<ModelCommand> stash;

    private ModelEntity(
            EntityContext place,
            ModelEnvironment environment,
            ActorContext<ModelCommand> context,
            TimerScheduler<ModelCommand> timers,
            StashBuffer<ModelCommand> stash) {
        this.place = place;
        this.environment = environment;
        this.context = context;
        this.timers = timers;
        this.stash = stash;
        context.setReceiveTimeout(environment.properties().idleTime(), Lifecycle.IDLE);
    }

    static Behavior<ModelCommand> create(EntityContext place, ModelEnvironment environment) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> Behaviors.withStash(
                MAX_WAITING, stash -> new ModelEntity(place, environment, context, timers, stash).unloaded())));
    }

    String modelId() {
        return place.name();
    }

    ModelEnvironment environment() {
        return environment;
    }

    TimerScheduler<ModelCommand> timers() {
        return timers;
    }

    DocumentKey key() {
        return new DocumentKey(KIND, modelId());
    }

    void passivate() {
        place.passivate();
    }

    /** Nothing is known of the model; the first command that needs it loads it. */
    Behavior<ModelCommand> unloaded() {
        return Behaviors.receive(ModelCommand.class)
                .onMessage(Request.class, request -> load(List.of(request)))
                .onMessage(ModelCommand.Care.class, care -> load(List.of(care)))
                .onMessage(ModelCommand.CheckOffline.class, check -> load(List.of(check)))
                .onMessageEquals(Lifecycle.IDLE, () -> {
                    passivate();
                    return Behaviors.same();
                })
                .onMessageEquals(Lifecycle.STOP, Behaviors::stopped)
                .onAnyMessage(late -> Behaviors.same())
                .build();
    }

    /** The same, with what was kept while the model was there. */
    Behavior<ModelCommand> unloadedAgain() {
        return stash.unstashAll(unloaded());
    }

    /** @param first commands to be followed before all that have come since */
    Behavior<ModelCommand> load(List<? extends ModelCommand> first) {
        return waitFor(
                environment.store().load(key()).thenCompose(this::decoded),
                found -> found.map(model -> live(model.model(), model.rules(), first, null))
                        .orElseGet(() -> absent(first)),
                failure -> {
                    context.getLog().error("A model could not be loaded", failure);
                    first.forEach(this::refuseForNow);
                    boolean stop = stash.contains(Lifecycle.STOP);
                    stash.forEach(this::refuseForNow);
                    stash.clear();
                    return stop ? Behaviors.stopped() : unloaded();
                });
    }

    private CompletionStage<Optional<Decoded>> decoded(Optional<StoredDocument> found) {
        if (found.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        StoredDocument stored = found.get();
        return environment
                .collections()
                .rules(stored.record().collection())
                .thenApplyAsync(
                        rules -> Optional.of(new Decoded(
                                LoadedModel.decode(
                                        stored, environment.properties().limits()),
                                rules)),
                        environment.worker());
    }

    private record Decoded(LoadedModel model, CollectionRules rules) {}

    /**
     * @param first commands to be followed before all that have come since
     * @param creator the session that has just created the model without opening it, and may hold its first version; null:
     *     none has
     */
    Behavior<ModelCommand> live(
            LoadedModel loaded, CollectionRules rules, List<? extends ModelCommand> first, @Nullable String creator) {
        return afterwards(new LiveModelBehavior(this, loaded, rules, creator).behavior(), first);
    }

    /** @param first commands to be followed before all that have come since */
    Behavior<ModelCommand> absent(List<? extends ModelCommand> first) {
        return afterwards(new AbsentModel(this).behavior(), first);
    }

    /** Goes on as before a stage was waited for. */
    Behavior<ModelCommand> again(Behavior<ModelCommand> behavior) {
        return afterwards(behavior, List.of());
    }

    private Behavior<ModelCommand> afterwards(Behavior<ModelCommand> behavior, List<? extends ModelCommand> first) {
        List<ModelCommand> later = new ArrayList<>();
        stash.forEach(later::add);
        stash.clear();
        first.forEach(stash::stash);
        later.forEach(stash::stash);
        return stash.unstashAll(behavior);
    }

    /** Keeps commands until a stage is complete, and makes the step that follows from it. */
    <T> Behavior<ModelCommand> waitFor(
            CompletionStage<T> stage,
            Function<T, Behavior<ModelCommand>> done,
            Function<Throwable, Behavior<ModelCommand>> failed) {
        Object owner = new Object();
        resumeAfter(stage, owner, done, failed);
        return Behaviors.receive(ModelCommand.class)
                .onMessage(
                        Resumed.class,
                        resumed -> resumed.owner() == owner ? resumed.step().get() : Behaviors.same())
                .onMessageEquals(Lifecycle.IDLE, Behaviors::same)
                .onAnyMessage(this::keep)
                .onSignal(PostStop.class, signal -> {
                    stash.forEach(this::refuseForNow);
                    return Behaviors.same();
                })
                .build();
    }

    Behavior<ModelCommand> keep(ModelCommand command) {
        boolean wantsAnswer = command instanceof Request || command instanceof ModelCommand.CheckOffline;
        if (wantsAnswer && stash.size() >= MAX_WAITING_REQUESTS) {
            refuseForNow(command);
        } else if (stash.isFull()) {
            context.getLog().warn("Too much waits for a model; something is dropped");
        } else {
            stash.stash(command);
        }
        return Behaviors.same();
    }

    /** Has a step made by the entity's actor; thread-safe. */
    void resume(Resumed step) {
        context.getSelf().tell(step);
    }

    <T> void resumeAfter(
            CompletionStage<T> stage,
            Object owner,
            Function<T, Behavior<ModelCommand>> done,
            Function<Throwable, Behavior<ModelCommand>> failed) {
        context.pipeToSelf(stage, (value, failure) -> {
            Supplier<Behavior<ModelCommand>> step =
                    failure == null ? () -> done.apply(value) : () -> failed.apply(cause(failure));
            return new Resumed(owner, step);
        });
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    /** Says that a request fails. */
    void refuse(Request request, ErrorCode code, String message) {
        Audience.send(request.client().member(), ModelFrames.error(request.requestId(), code, message, modelId()));
    }

    /** Nothing can be said about the model now. A client that resynchronises would give it up: it has to come back. */
    private void refuseForNow(ModelCommand command) {
        if (command instanceof ModelCommand.Resync resync) {
            Audience.send(resync.client().member(), LiveModelBehavior.comeBack());
        } else if (command instanceof Request request) {
            refuse(request, ErrorCode.UNKNOWN, "The model cannot be reached now.");
        } else if (command instanceof ModelCommand.Care care) {
            fail(care);
        } else if (command instanceof ModelCommand.CheckOffline check) {
            OfflineUpdates.answerUnknown(check, modelId());
        }
    }

    static void fail(ModelCommand.Care care) {
        care.done().completeExceptionally(new StorageUnavailableException("The model cannot be reached now"));
    }
}
