package dev.coterie.convergence.model;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.coterie.cluster.Audience;
import dev.coterie.cluster.Member;
import dev.coterie.convergence.model.ModelCommand.Request;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.JsonValues;

/** A model that is in memory: hands each command to the part that follows it. Confined to the model's entity. */
final class LiveModelBehavior {

    private static final Logger log = LoggerFactory.getLogger(LiveModelBehavior.class);
    private static final int SERVICE_RESTART = 1012;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final ModelEntity entity;
    private final LiveModel model;
    private final Snapshots snapshots;
    private final Opening opening;
    private final Submitting submitting;
    private final ReferenceSharing references;
    private final Recognising recognising;
    private final Resyncing resyncing;
    private final PermissionChanges permissions;
    private final History history;
    private final Care care;
    private final Consumer<CollectionRules> rulesWatcher;
    private final OfflineUpdates offline;
    private boolean deleting;
    private boolean stopping;
    private boolean unloaded;

    /** How the entity goes on when this life of the model has ended. */
    private @Nullable Behavior<ModelCommand> next;

    /** @param creator see {@link ModelEntity#live} */
    LiveModelBehavior(ModelEntity entity, LoadedModel loaded, CollectionRules rules, @Nullable String creator) {
        this.entity = entity;
        model = new LiveModel(loaded, rules, entity.environment());
        Later later = new StorageLater();
        snapshots = new Snapshots(model, loaded, later);
        Commits commits = new Commits(model, loaded, later, snapshots, this::reload);
        opening = new Opening(model, later, this::reload);
        submitting = new Submitting(model, commits);
        references = new ReferenceSharing(model);
        recognising = new Recognising(model, commits, submitting);
        resyncing = new Resyncing(model, commits, later, new Timers(), recognising, creator);
        permissions = new PermissionChanges(model, later);
        history = new History(model, later);
        care = new Care(model, commits, later);
        rulesWatcher = changed -> entity.resume(new Resumed(this, () -> guarded(null, () -> model.judgeBy(changed))));
        model.environment().collections().watch(model.record().collection(), rules, rulesWatcher);
        offline = new OfflineUpdates(model, later);
        model.environment().metrics().loaded();
    }

    /** Has a client connect again and resynchronise, or open again. */
    static SessionEvent comeBack() {
        return new SessionEvent.Disconnect(SERVICE_RESTART, "Please reconnect.");
    }

    Behavior<ModelCommand> behavior() {
        watchEphemeral();
        return Behaviors.receive(ModelCommand.class)
                .onMessage(Resumed.class, this::onResumed)
                .onMessageEquals(Lifecycle.IDLE, () -> guarded(null, this::onIdle))
                .onMessage(ModelCommand.class, command -> stopping, this::onLate)
                .onMessage(ModelCommand.class, command -> deleting, entity::keep)
                .onMessageEquals(Lifecycle.STOP, () -> guarded(null, this::onStop))
                .onMessage(ModelCommand.Submit.class, this::onSubmit)
                .onMessage(ModelCommand.SetReference.class, this::onSetReference)
                .onMessage(ModelCommand.ShareReference.class, this::onShareReference)
                .onMessage(ModelCommand.ClearReference.class, this::onClearReference)
                .onMessage(ModelCommand.UnshareReference.class, this::onUnshareReference)
                .onMessage(ModelCommand.Open.class, this::onOpen)
                .onMessage(ModelCommand.Close.class, this::onClose)
                .onMessage(ModelCommand.Disconnected.class, this::onDisconnected)
                .onMessage(ModelCommand.Resync.class, this::onResync)
                .onMessage(ModelCommand.ResyncClientComplete.class, this::onResyncComplete)
                .onMessage(ModelCommand.Create.class, this::onCreate)
                .onMessage(ModelCommand.Delete.class, this::onDelete)
                .onMessage(ModelCommand.GetPermissions.class, this::onGetPermissions)
                .onMessage(ModelCommand.SetPermissions.class, this::onSetPermissions)
                .onMessage(ModelCommand.SetReadOnly.class, set -> guarded(null, () -> care.setReadOnly(set)))
                .onMessage(ModelCommand.Revert.class, revert -> guarded(null, () -> care.revert(revert)))
                .onMessage(
                        ModelCommand.Discard.class,
                        discard -> guarded(null, () -> delete(new Deletion.Ordered(discard))))
                .onMessage(ModelCommand.CheckOffline.class, check -> guarded(null, () -> offline.check(check)))
                .onMessage(ModelCommand.HistoricalData.class, this::onHistoricalData)
                .onMessage(ModelCommand.HistoricalOperations.class, this::onHistoricalOperations)
                .onMessage(ModelCommand.VersionAtTime.class, this::onVersionAtTime)
                .onAnyMessage(late -> Behaviors.same())
                .onSignal(PostStop.class, signal -> {
                    end(null);
                    return Behaviors.same();
                })
                .build();
    }

    private Behavior<ModelCommand> onSubmit(ModelCommand.Submit submit) {
        return inside(submit.sessionId(), author -> {
            if (author.isResyncing()) {
                resyncing.progressed(author.session());
            }
            if (!recognising.hold(author, submit.submission())) {
                submitting.submit(author, submit.submission());
            }
        });
    }

    private Behavior<ModelCommand> onShareReference(ModelCommand.ShareReference share) {
        return inside(share.sessionId(), owner -> references.share(owner, share.message()));
    }

    private Behavior<ModelCommand> onSetReference(ModelCommand.SetReference set) {
        return inside(set.sessionId(), owner -> references.set(owner, set.message()));
    }

    private Behavior<ModelCommand> onClearReference(ModelCommand.ClearReference clear) {
        return inside(clear.sessionId(), owner -> references.clear(owner, clear.message()));
    }

    private Behavior<ModelCommand> onUnshareReference(ModelCommand.UnshareReference unshare) {
        return inside(unshare.sessionId(), owner -> references.unshare(owner, unshare.message()));
    }

    private Behavior<ModelCommand> onOpen(ModelCommand.Open open) {
        return guarded(open.client().sessionId(), () -> {
            if (isFree(open)) {
                opening.open(open);
            }
        });
    }

    private Behavior<ModelCommand> onResync(ModelCommand.Resync resync) {
        return guarded(resync.client().sessionId(), () -> {
            resync.formerSessionIds().forEach(this::takeOut);
            if (isFree(resync)) {
                resyncing.start(resync);
            }
        });
    }

    /** One session has a model open once. */
    private boolean isFree(Request request) {
        String session = request.client().sessionId();
        if (model.participant(session) != null) {
            refuse(request, ErrorCode.MODEL_ALREADY_OPEN, "The model is open already.");
            return false;
        }
        if (opening.isWaiting(session) || resyncing.isUnderWay(session)) {
            refuse(request, ErrorCode.MODEL_ALREADY_OPENING, "The model is being opened.");
            return false;
        }
        return true;
    }

    private Behavior<ModelCommand> onResyncComplete(ModelCommand.ResyncClientComplete complete) {
        return guarded(complete.sessionId(), () -> resyncing.complete(complete.sessionId(), complete.open()));
    }

    private Behavior<ModelCommand> onClose(ModelCommand.Close close) {
        return inside(close.sessionId(), participant -> {
            model.leave(participant);
            model.outbox()
                    .send(
                            participant.member(),
                            model.frames()
                                    .closed(close.requestId(), model.shared().version()));
        });
    }

    private Behavior<ModelCommand> onDisconnected(ModelCommand.Disconnected gone) {
        return guarded(null, () -> takeOut(gone.sessionId()));
    }

    private void takeOut(String session) {
        opening.forget(session);
        resyncing.forget(session);
        entity.timers().cancel(session);
        Participant participant = model.participant(session);
        if (participant != null) {
            model.leave(participant);
        }
    }

    private Behavior<ModelCommand> onCreate(ModelCommand.Create create) {
        return guarded(null, () -> {
            String fingerprint = Long.toString(model.record().createdAt().toEpochMilli());
            byte[] answer = Frames.error(
                    create.requestId(),
                    ErrorCode.MODEL_ALREADY_EXISTS,
                    "There is a model of that id.",
                    Map.of("fingerprint", JsonValues.of(fingerprint)));
            model.outbox().send(create.client().member(), new SessionEvent.Send(answer));
        });
    }

    private Behavior<ModelCommand> onDelete(ModelCommand.Delete delete) {
        return guarded(null, () -> {
            if (model.rightsOf(delete.client().user()).remove()) {
                delete(new Deletion.Requested(delete));
            } else {
                refuse(delete, ErrorCode.UNAUTHORIZED, "You may not delete this model.");
            }
        });
    }

    private Behavior<ModelCommand> onGetPermissions(ModelCommand.GetPermissions get) {
        return guarded(null, () -> permissions.get(get));
    }

    private Behavior<ModelCommand> onSetPermissions(ModelCommand.SetPermissions set) {
        return guarded(null, () -> permissions.set(set));
    }

    private Behavior<ModelCommand> onHistoricalData(ModelCommand.HistoricalData asked) {
        return guarded(null, () -> history.data(asked));
    }

    private Behavior<ModelCommand> onHistoricalOperations(ModelCommand.HistoricalOperations asked) {
        return guarded(null, () -> history.operations(asked));
    }

    private Behavior<ModelCommand> onVersionAtTime(ModelCommand.VersionAtTime asked) {
        return guarded(null, () -> history.versionAt(asked));
    }

    private void refuse(Request request, ErrorCode code, String message) {
        model.outbox().send(request.client().member(), model.frames().error(request.requestId(), code, message));
    }

    /** Deletes the model once all that was accepted is stored. What comes meanwhile waits and finds no model. */
    private void delete(Deletion deletion) {
        deleting = true;
        model.outbox()
                .whenCommitted(() -> new StorageLater().when(deletion.of(model), done -> deleted(deletion), failure -> {
                    deletion.failed(model);
                    reload(failure);
                }));
    }

    private void deleted(Deletion deletion) {
        model.dismissAll();
        recognising.giveUp();
        resyncing.giveUpTurnedAway().forEach(client -> Audience.send(client.member(), comeBack()));
        opening.giveUp().forEach(open -> refuse(open, ErrorCode.MODEL_DELETED, "The model was deleted."));
        resyncing.giveUp().forEach(resync -> refuse(resync, ErrorCode.MODEL_NOT_FOUND, "The model was deleted."));
        deletion.done(model);
        model.environment().watchers().changed(model.id());
        unload();
        next = entity.absent(List.of());
    }

    private void onIdle() {
        boolean nothingToDo = nobodyHere()
                && permissions.isIdle()
                && care.isIdle()
                && offline.isIdle()
                && model.outbox().isEmpty()
                && !deleting;
        if (nothingToDo && !model.record().ephemeral()) {
            entity.passivate();
        }
    }

    private boolean nobodyHere() {
        return model.isEmpty() && opening.isIdle() && resyncing.isIdle();
    }

    /** An ephemeral model ends some time after its last session has left. */
    private void watchEphemeral() {
        if (!model.record().ephemeral() || deleting || stopping || next != null) {
            return;
        }
        if (!nobodyHere()) {
            entity.timers().cancel(this);
        } else if (!entity.timers().isTimerActive(this)) {
            Resumed end = new Resumed(this, () -> guarded(null, () -> delete(new Deletion.Ephemeral())));
            entity.timers().startSingleTimer(this, end, model.properties().ephemeralGrace());
        }
    }

    private void onStop() {
        stopping = true;
        entity.timers().cancelAll();
        entity.timers()
                .startSingleTimer(
                        this,
                        new Resumed(this, () -> {
                            log.warn(
                                    "Model {} stops before all of it is stored",
                                    model.record().id().number());
                            return stopped();
                        }),
                        STOP_PATIENCE);
        model.outbox().whenCommitted(() -> snapshots.finish(() -> next = stopped()));
    }

    /** Does not wait for the actor's own signal: it would go to the state before, if that has only just ended. */
    private Behavior<ModelCommand> stopped() {
        end(null);
        return Behaviors.stopped();
    }

    /** The successor will take it. */
    private Behavior<ModelCommand> onLate(ModelCommand command) {
        if (command instanceof Request request) {
            Audience.send(request.client().member(), comeBack());
        } else if (command instanceof ModelCommand.Care late) {
            ModelEntity.fail(late);
        } else if (command instanceof ModelCommand.CheckOffline check) {
            OfflineUpdates.answerUnknown(check, model.id());
        }
        return Behaviors.same();
    }

    /** Storage and memory may differ: forgets what is in memory. */
    private void reload(Throwable failure) {
        log.warn("Model {} is loaded anew: {}", model.record().id().number(), failure.toString());
        model.environment().metrics().failed();
        end(null);
        next = stopping ? Behaviors.stopped() : entity.unloadedAgain();
    }

    /** Has everybody come back; the one who sent what made us fail would only send it again. */
    private void end(@Nullable String offender) {
        Map<String, Member<SessionEvent>> concerned = new HashMap<>();
        opening.giveUp()
                .forEach(open ->
                        concerned.put(open.client().sessionId(), open.client().member()));
        resyncing
                .giveUp()
                .forEach(resync -> concerned.put(
                        resync.client().sessionId(), resync.client().member()));
        resyncing.giveUpTurnedAway().forEach(client -> concerned.put(client.sessionId(), client.member()));
        recognising.giveUp().forEach(client -> concerned.put(client.sessionId(), client.member()));
        model.outbox().abandon().forEach(member -> concerned.put(member.id(), member));
        concerned.forEach((session, member) -> Audience.send(
                member,
                session.equals(offender)
                        ? model.frames()
                                .forceClosed(
                                        ForceClose.INTERNAL_ERROR,
                                        model.outbox().committedVersion())
                        : comeBack()));
        unload();
    }

    private void unload() {
        entity.timers().cancelAll();
        if (!unloaded) {
            unloaded = true;
            model.environment().collections().forget(model.record().collection(), rulesWatcher);
            care.giveUp();
            offline.giveUp();
            model.environment().metrics().unloaded();
        }
    }

    private Behavior<ModelCommand> onResumed(Resumed resumed) {
        return resumed.owner() == this ? resumed.step().get() : Behaviors.same();
    }

    private Behavior<ModelCommand> inside(String session, Consumer<Participant> action) {
        Participant participant = model.participant(session);
        return participant == null ? Behaviors.same() : guarded(session, () -> action.accept(participant));
    }

    /**
     * Does something and says how the entity goes on.
     *
     * @param session who is to blame when it fails; null: nobody
     */
    private Behavior<ModelCommand> guarded(@Nullable String session, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            log.error("Model {} failed", model.record().id().number(), e);
            model.environment().metrics().failed();
            end(session);
            next = stopping ? Behaviors.stopped() : entity.unloadedAgain();
        }
        watchEphemeral();
        return next == null ? Behaviors.same() : next;
    }

    private final class StorageLater implements Later {

        @Override
        public <T> void when(CompletionStage<T> stage, Consumer<T> done, Consumer<Throwable> failed) {
            entity.resumeAfter(
                    stage,
                    LiveModelBehavior.this,
                    value -> guarded(null, () -> done.accept(value)),
                    failure -> guarded(null, () -> failed.accept(failure)));
        }
    }

    private final class Timers implements Resyncing.Deadlines {

        @Override
        public void set(String session, Duration patience) {
            Resumed end = new Resumed(
                    LiveModelBehavior.this,
                    () -> inside(session, slow -> model.forceClose(slow, ForceClose.RESYNC_TOO_SLOW)));
            entity.timers().startSingleTimer(session, end, patience);
        }

        @Override
        public void cancel(String session) {
            entity.timers().cancel(session);
        }
    }
}
