package dev.coterie.zwibbler.board;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.coterie.cluster.Audience;
import dev.coterie.cluster.Member;
import dev.coterie.document.StorageUnavailableException;
import dev.coterie.document.StoredByteString;
import dev.coterie.zwibbler.wire.ErrorCode;

/** A board that is in memory: hands each command to it, and ends its life. Confined to the board's entity. */
final class LiveBoardBehavior {

    private static final Logger log = LoggerFactory.getLogger(LiveBoardBehavior.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final BoardEntity entity;
    private final LiveBoard board;
    private boolean deleting;
    private boolean stopping;
    private boolean inhabited;

    /** Who waits for the deletion; completed with false when it fails. */
    private CompletableFuture<Boolean> deletion = new CompletableFuture<>();

    /** How the entity goes on when this life of the board has ended. */
    private @Nullable Behavior<BoardCommand> next;

    /** @param content what it was created with; null: it was there */
    LiveBoardBehavior(BoardEntity entity, StoredByteString stored, byte @Nullable [] content) {
        this.entity = entity;
        board = new LiveBoard(entity.name(), entity.environment(), new StorageLater(), stored, content);
        entity.environment().metrics().loaded();
    }

    Behavior<BoardCommand> behavior() {
        return Behaviors.receive(BoardCommand.class)
                .onMessage(
                        Resumed.class,
                        resumed -> resumed.owner() == this ? resumed.step().get() : Behaviors.same())
                .onMessage(BoardCommand.Submit.class, submit -> from(submit, submit.client(), board::append))
                .onMessage(BoardCommand.PutKey.class, put -> from(put, put.client(), board::setKey))
                .onMessage(BoardCommand.Relay.class, relay -> from(relay, relay.client(), board::broadcast))
                .onMessage(BoardCommand.Join.class, join -> follow(join, board::join))
                .onMessage(BoardCommand.Leave.class, leave -> follow(leave, gone -> board.leave(gone.client())))
                .onMessage(BoardCommand.ChangeUser.class, change -> follow(change, this::changeUser))
                .onMessage(BoardCommand.SetReadOnly.class, set -> follow(set, this::setReadOnly))
                .onMessage(BoardCommand.Delete.class, delete -> follow(delete, this::delete))
                .onMessage(BoardCommand.Expire.class, expire -> follow(expire, this::expire))
                .onMessageEquals(Lifecycle.IDLE, () -> guarded(entity::reportIdle))
                .onMessageEquals(Lifecycle.UNLOAD, () -> guarded(this::unload))
                .onMessageEquals(Lifecycle.STOP, () -> guarded(this::onStop))
                .onAnyMessage(entity::keep)
                .build();
    }

    private <C extends BoardCommand> Behavior<BoardCommand> follow(C command, Consumer<C> action) {
        return deleting || stopping ? entity.keep(command) : guarded(() -> action.accept(command));
    }

    /** What only a client may ask: others take us for our predecessor. */
    private <C extends BoardCommand> Behavior<BoardCommand> from(
            C command, Member<BoardEvent> client, Consumer<C> action) {
        if (!deleting && !stopping && !board.isHere(client)) {
            Audience.send(client, new BoardEvent.Lost());
            return Behaviors.same();
        }
        return follow(command, action);
    }

    private void changeUser(BoardCommand.ChangeUser change) {
        board.changeUser(change);
        change.done().complete(null);
    }

    private void setReadOnly(BoardCommand.SetReadOnly set) {
        entity.resumeAfter(
                entity.environment().store().setReadOnly(board.id(), set.readOnly()),
                this,
                exists -> guarded(() -> {
                    if (exists) {
                        board.setReadOnly(set.readOnly());
                    }
                    set.done().complete(exists);
                }),
                failure -> guarded(() -> set.done().completeExceptionally(failure)));
    }

    private void delete(BoardCommand.Delete delete) {
        deletion = delete.done();
        delete(() -> entity.environment()
                .store()
                .discard(board.id(), entity.environment().clock().instant(), delete.by()));
    }

    private void expire(BoardCommand.Expire expire) {
        if (board.unusedSince(expire.unusedSince())) {
            entity.environment().metrics().expired();
            delete(() -> entity.environment().store().delete(board.id()));
        } else if (!board.isEmpty()) {
            board.use().used();
        }
    }

    private void unload() {
        if (board.isEmpty() && !deleting && board.outbox().isEmpty()) {
            entity.passivate();
        }
    }

    private void delete(Supplier<CompletionStage<Boolean>> removal) {
        deleting = true;
        board.outbox().then(() -> when(removal.get(), this::deleted, this::reload));
    }

    private void deleted(boolean existed) {
        board.closeForAll(
                new BoardEvent.Refused(ErrorCode.DOES_NOT_EXIST.message().encode()));
        watchInhabitants();
        entity.environment().metrics().unloaded();
        deletion.complete(existed);
        next = stopping ? Behaviors.stopped() : entity.unloadedAgain();
    }

    private void onStop() {
        stopping = true;
        entity.later(
                new Resumed(this, () -> {
                    log.warn(
                            "Board {} stops before all of it is stored",
                            board.id().number());
                    end();
                    return Behaviors.stopped();
                }),
                STOP_PATIENCE);
        if (!deleting) {
            board.outbox().then(() -> {
                board.use().finish();
                end();
                next = Behaviors.stopped();
            });
        }
    }

    /** Storage and memory may differ: forgets what is in memory. */
    private void reload(Throwable failure) {
        log.warn("Board {} is loaded anew: {}", board.id().number(), failure.toString());
        entity.environment().metrics().failed();
        end();
        next = stopping ? Behaviors.stopped() : entity.unloadedAgain();
    }

    /** Has everybody come back. */
    private void end() {
        board.abandon();
        watchInhabitants();
        entity.environment().metrics().unloaded();
        deletion.completeExceptionally(new StorageUnavailableException("The board cannot be deleted now"));
    }

    /** Notices when the last client leaves and when the next one comes. */
    private void watchInhabitants() {
        if (inhabited == board.isEmpty()) {
            inhabited = !inhabited;
            if (inhabited) {
                entity.busy();
            } else {
                entity.idle();
            }
        }
    }

    /** Does something and says how the entity goes on. */
    private Behavior<BoardCommand> guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            log.error("Board {} failed", board.id().number(), e);
            entity.environment().metrics().failed();
            end();
            next = stopping ? Behaviors.stopped() : entity.unloadedAgain();
        }
        if (next != null) {
            return next;
        }
        watchInhabitants();
        if (board.isEmpty() && !stopping) {
            entity.unloadSoon();
        }
        return Behaviors.same();
    }

    private <T> void when(CompletionStage<T> stage, Consumer<T> done, Consumer<Throwable> failed) {
        entity.resumeAfter(
                stage,
                this,
                value -> guarded(() -> done.accept(value)),
                failure -> guarded(() -> failed.accept(failure)));
    }

    private final class StorageLater implements LiveBoard.Later {

        @Override
        public <T> void when(CompletionStage<T> stage, Consumer<T> done) {
            LiveBoardBehavior.this.when(stage, done, LiveBoardBehavior.this::reload);
        }
    }
}
