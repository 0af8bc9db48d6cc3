package dev.coterie.convergence.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.coterie.convergence.model.ot.Reference;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Timestamps;
import dev.coterie.convergence.wire.model.OpenRealtimeModelResponseMessage;
import dev.coterie.document.PositionTakenException;

/** Lets sessions open a model (section 5.3 of the protocol). Confined to the model's entity. */
final class Opening {

    private final LiveModel model;
    private final Later later;
    private final Consumer<Throwable> gone;
    private final Prefixes prefixes = new Prefixes();
    private final Map<String, ModelCommand.Open> waiting = new LinkedHashMap<>();
    private boolean reserving;

    /** @param gone what to do when the model turns out to be stored no longer */
    Opening(LiveModel model, Later later, Consumer<Throwable> gone) {
        this.model = model;
        this.later = later;
        this.gone = gone;
    }

    boolean isWaiting(String session) {
        return waiting.containsKey(session);
    }

    boolean isIdle() {
        return waiting.isEmpty();
    }

    /** The session is gone before it was let in. */
    void forget(String session) {
        waiting.remove(session);
    }

    /** Those who were not let in yet; they are forgotten. */
    List<ModelCommand.Open> giveUp() {
        List<ModelCommand.Open> unanswered = new ArrayList<>(waiting.values());
        waiting.clear();
        return unanswered;
    }

    void open(ModelCommand.Open open) {
        waiting.put(open.client().sessionId(), open);
        letIn();
    }

    /** Permissions may have changed while somebody waited. */
    private void letIn() {
        while (!waiting.isEmpty()) {
            ModelCommand.Open next = waiting.values().iterator().next();
            if (!model.rightsOf(next.client().user()).read()) {
                waiting.remove(next.client().sessionId());
                refuse(next, ErrorCode.UNAUTHORIZED, "You may not read this model.");
                continue;
            }
            String prefix = prefixes.take().orElse(null);
            if (prefix == null) {
                reserve();
                return;
            }
            waiting.remove(next.client().sessionId());
            letIn(next, prefix);
        }
    }

    private void reserve() {
        if (reserving) {
            return;
        }
        reserving = true;
        int count = model.properties().prefixBlock();
        later.when(
                model.environment().store().reserveNumbers(model.record().id(), count),
                first -> {
                    reserving = false;
                    prefixes.add(first, count);
                    letIn();
                },
                failure -> {
                    reserving = false;
                    giveUp().forEach(this::refuseForNow);
                    if (failure instanceof PositionTakenException) {
                        gone.accept(failure);
                    }
                });
    }

    private void refuseForNow(ModelCommand.Open open) {
        refuse(open, ErrorCode.UNKNOWN, "The model cannot be opened now.");
    }

    private void refuse(ModelCommand.Open open, ErrorCode code, String why) {
        model.outbox().send(open.client().member(), model.frames().error(open.requestId(), code, why));
    }

    private void letIn(ModelCommand.Open open, String prefix) {
        ModelClient client = open.client();
        model.shared().open(client.sessionId(), model.shared().version());
        model.enter(Participant.opened(client));

        Outbox outbox = model.outbox();
        outbox.send(client.member(), ModelFrames.identity(model.clients()));
        outbox.send(
                client.member(),
                model.frames().opened(open.requestId(), response(client, prefix), model.encodedBytes()));
        outbox.enterOpen(client.member());
        outbox.toEverybody(ModelFrames.identity(List.of(client)), client.sessionId());
        outbox.toOpen(model.frames().clientOpened(client.sessionId()), client.sessionId());
    }

    private OpenRealtimeModelResponseMessage.Builder response(ModelClient client, String prefix) {
        Collection<Reference> references = model.shared().referencesExcept(client.sessionId());
        return OpenRealtimeModelResponseMessage.newBuilder()
                .setCollection(model.record().collection())
                .setValueIdPrefix(prefix)
                .setVersion(model.shared().version())
                .setCreatedTime(Timestamps.of(model.record().createdAt()))
                .setModifiedTime(Timestamps.of(model.modifiedAt()))
                .addAllConnectedClients(model.openSessions())
                .addAllResyncingClients(model.resyncingSessions())
                .addAllReferences(references.stream().map(ReferenceMapper::wire).toList())
                .setPermissions(model.rightsOf(client.user()).wire());
    }
}
