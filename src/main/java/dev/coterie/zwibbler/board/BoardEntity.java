package dev.coterie.zwibbler.board;

import java.time.Duration;
import java.time.Instant;
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
import dev.coterie.cluster.Member;
import dev.coterie.document.DocumentExistsException;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.NewByteString;
import dev.coterie.document.StorageUnavailableException;
import dev.coterie.document.StoredByteString;
import dev.coterie.zwibbler.wire.ErrorMessage;

/**
 * One board, wherever it is in its life: unloaded, being loaded or created, live. Each state is a behaviour; this class
 * is what they share, and the ways from one to the next. Confined to its actor.
 */
final class BoardEntity {

    static final String KIND = "board";

    /** What waits while a board is loaded, created or deleted. */
    private static final int MAX_WAITING = 100_000;

    private final EntityContext place;
    private final BoardEnvironment environment;
    private final ActorContext<BoardCommand> context;
    private final TimerScheduler<BoardCommand> timers;
    private final StashBuffer<BoardCommand> stash;

    private BoardEntity(
            EntityContext place,
            BoardEnvironment environment,
            ActorContext<BoardCommand> context,
            TimerScheduler<BoardCommand> timers,
            StashBuffer<BoardCommand> stash) {
        this.place = place;
        this.environment = environment;
        this.context = context;
        this.timers = timers;
        this.stash = stash;
    }

    static Behavior<BoardCommand> create(EntityContext place, BoardEnvironment environment) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> Behaviors.withStash(
                MAX_WAITING, stash -> new BoardEntity(place, environment, context, timers, stash).unloaded())));
    }

    String name() {
        return place.name();
    }

    BoardEnvironment environment() {
        return environment;
    }

    DocumentKey key() {
        return new DocumentKey(KIND, name());
    }

    /** Somebody is here. */
    void busy() {
        timers.cancel(Lifecycle.IDLE);
        timers.cancel(Lifecycle.UNLOAD);
    }

    /** The last client has left. */
    void idle() {
        if (environment.idleBoards().wanted()) {
            timers.startSingleTimer(
                    Lifecycle.IDLE, Lifecycle.IDLE, environment.properties().idleAfter());
        }
    }

    /** Nobody is here: leaves memory after a while. */
    void unloadSoon() {
        if (!timers.isTimerActive(Lifecycle.UNLOAD)) {
            timers.startSingleTimer(
                    Lifecycle.UNLOAD, Lifecycle.UNLOAD, environment.properties().unloadAfter());
        }
    }

    /** The time after which an idle board is reported has passed. */
    void reportIdle() {
        environment.idleBoards().idle(name());
    }

    /** Leaves memory, unless it is still to be said that the board is idle; with that it leaves, too. */
    void passivate() {
        if (!timers.isTimerActive(Lifecycle.IDLE)) {
            place.passivate();
        }
    }

    /** Nothing is known of the board; the first command that needs it loads it. */
    Behavior<BoardCommand> unloaded() {
        return Behaviors.receive(BoardCommand.class)
                .onMessage(BoardCommand.Join.class, this::join)
                .onMessage(BoardCommand.Submit.class, late -> lost(late.client()))
                .onMessage(BoardCommand.PutKey.class, late -> lost(late.client()))
                .onMessage(BoardCommand.Relay.class, late -> lost(late.client()))
                .onMessage(BoardCommand.Delete.class, this::load)
                .onMessage(BoardCommand.SetReadOnly.class, this::load)
                .onMessage(BoardCommand.Expire.class, this::load)
                .onMessage(BoardCommand.ChangeUser.class, change -> {
                    change.done().complete(null);
                    return nothingToDo();
                })
                .onMessageEquals(Lifecycle.IDLE, () -> {
                    reportIdle();
                    return nothingToDo();
                })
                .onMessageEquals(Lifecycle.UNLOAD, () -> {
                    passivate();
                    return nothingToDo();
                })
                .onMessageEquals(Lifecycle.STOP, Behaviors::stopped)
                .onAnyMessage(late -> nothingToDo())
                .build();
    }

    /** The same, with what was kept while the board was there or was looked for. */
    Behavior<BoardCommand> unloadedAgain() {
        unloadSoon();
        return stash.unstashAll(unloaded());
    }

    private Behavior<BoardCommand> nothingToDo() {
        unloadSoon();
        return Behaviors.same();
    }

    /** The client takes us for another, that is gone. */
    private Behavior<BoardCommand> lost(Member<BoardEvent> client) {
        Audience.send(client, new BoardEvent.Lost());
        return nothingToDo();
    }

    private Behavior<BoardCommand> join(BoardCommand.Join join) {
        ErrorMessage refusal = Refusals.always(join);
        if (refusal != null) {
            refuse(join, refusal);
            return nothingToDo();
        }
        return load(join);
    }

    private Behavior<BoardCommand> load(BoardCommand first) {
        CompletionStage<Optional<StoredByteString>> found = Refusals.isStorable(name())
                ? environment.store().find(key())
                : CompletableFuture.completedFuture(Optional.empty());
        return waitFor(
                found,
                stored -> stored.map(board -> live(board, null, first)).orElseGet(() -> missing(first)),
                failure -> fail(first, failure));
    }

    private Behavior<BoardCommand> missing(BoardCommand first) {
        if (first instanceof BoardCommand.Join join) {
            ErrorMessage refusal = Refusals.missing(join, name());
            if (refusal == null) {
                return create(join);
            }
            refuse(join, refusal);
        } else if (first instanceof BoardCommand.Delete delete) {
            delete.done().complete(false);
        } else if (first instanceof BoardCommand.SetReadOnly set) {
            set.done().complete(false);
        }
        return unloadedAgain();
    }

    private Behavior<BoardCommand> create(BoardCommand.Join join) {
        if (environment.permissionChanges().count() != join.permissionChanges()) {
            Audience.send(join.client().member(), new BoardEvent.ResolveAgain());
            return unloadedAgain();
        }
        Instant now = environment.clock().instant();
        NewByteString board = new NewByteString(
                key(),
                owner(join.client()),
                now,
                new byte[0],
                join.data(),
                join.client().member().id(),
                List.of());
        return waitFor(
                environment.store().create(board),
                created -> live(created, join.data(), join),
                failure -> failure instanceof DocumentExistsException ? load(join) : fail(join, failure));
    }

    /** A guest's name says nothing. */
    private static String owner(BoardClient client) {
        return client.user().indexOf(':') < 0 && Refusals.isStorable(client.user()) ? client.user() : "";
    }

    /**
     * @param content what it was created with; null: it was there
     * @param first a command to be followed before all that have come since
     */
    private Behavior<BoardCommand> live(StoredByteString stored, byte @Nullable [] content, BoardCommand first) {
        List<BoardCommand> later = new ArrayList<>();
        stash.forEach(later::add);
        stash.clear();
        LiveBoardBehavior live = new LiveBoardBehavior(this, stored, content);
        stash.stash(first);
        later.forEach(stash::stash);
        return stash.unstashAll(live.behavior());
    }

    private Behavior<BoardCommand> fail(BoardCommand first, Throwable failure) {
        context.getLog().warn("A board could not be loaded or created: {}", failure.toString());
        environment.metrics().failed();
        boolean stop = stash.contains(Lifecycle.STOP);
        giveUp(first);
        stash.forEach(this::giveUp);
        stash.clear();
        if (stop) {
            return Behaviors.stopped();
        }
        unloadSoon();
        return unloaded();
    }

    /** Nothing can be said about the board now. */
    private void giveUp(BoardCommand command) {
        if (command instanceof BoardCommand.Join join) {
            Audience.send(join.client().member(), new BoardEvent.Lost());
        } else if (command instanceof BoardCommand.Delete delete) {
            delete.done().completeExceptionally(new StorageUnavailableException("The board cannot be reached now"));
        } else if (command instanceof BoardCommand.SetReadOnly set) {
            set.done().completeExceptionally(new StorageUnavailableException("The board cannot be reached now"));
        } else if (command instanceof BoardCommand.ChangeUser change) {
            change.done().complete(null);
        }
    }

    void refuse(BoardCommand.Join join, ErrorMessage error) {
        Audience.send(join.client().member(), new BoardEvent.Refused(error.encode()));
    }

    /** Keeps commands until a stage is complete, and makes the step that follows from it. */
    private <T> Behavior<BoardCommand> waitFor(
            CompletionStage<T> stage,
            Function<T, Behavior<BoardCommand>> done,
            Function<Throwable, Behavior<BoardCommand>> failed) {
        Object owner = new Object();
        resumeAfter(stage, owner, done, failed);
        return Behaviors.receive(BoardCommand.class)
                .onMessage(
                        Resumed.class,
                        resumed -> resumed.owner() == owner ? resumed.step().get() : Behaviors.same())
                .onMessageEquals(Lifecycle.UNLOAD, Behaviors::same)
                .onMessageEquals(Lifecycle.IDLE, () -> {
                    reportIdle();
                    return Behaviors.same();
                })
                .onAnyMessage(this::keep)
                .onSignal(PostStop.class, signal -> {
                    stash.forEach(this::giveUp);
                    return Behaviors.same();
                })
                .build();
    }

    Behavior<BoardCommand> keep(BoardCommand command) {
        if (stash.isFull()) {
            context.getLog().warn("Too much waits for a board; something is dropped");
            giveUp(command);
        } else {
            stash.stash(command);
        }
        return Behaviors.same();
    }

    <T> void resumeAfter(
            CompletionStage<T> stage,
            Object owner,
            Function<T, Behavior<BoardCommand>> done,
            Function<Throwable, Behavior<BoardCommand>> failed) {
        context.pipeToSelf(stage, (value, failure) -> {
            Supplier<Behavior<BoardCommand>> step =
                    failure == null ? () -> done.apply(value) : () -> failed.apply(cause(failure));
            return new Resumed(owner, step);
        });
    }

    void later(Resumed resumed, Duration delay) {
        timers.startSingleTimer(resumed.owner(), resumed, delay);
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
