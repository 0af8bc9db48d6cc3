package dev.coterie.convergence.model;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.model.ot.SharedModel;
import dev.coterie.convergence.wire.model.ObjectValue;
import dev.coterie.document.DocumentRecord;

/**
 * A model that is in memory: its data, who is in it, and what all its parts need. Confined to the model's entity.
 */
final class LiveModel {

    private final ModelEnvironment environment;
    private final DocumentRecord record;
    private final SharedModel shared;
    private final ModelFrames frames;
    private final Outbox outbox;
    private final long firstVersion;
    private final Map<String, Participant> participants = new LinkedHashMap<>();
    private ModelPermissions permissions;
    private CollectionRules collection;
    private boolean readOnly;
    private Instant modifiedAt;
    private @Nullable ByteString encodedBytes;
    private long encodedVersion;

    LiveModel(LoadedModel loaded, CollectionRules collection, ModelEnvironment environment) {
        this.environment = environment;
        this.record = loaded.record();
        this.permissions = loaded.permissions();
        this.collection = collection;
        this.firstVersion = loaded.firstVersion();
        this.readOnly = record.keeping().readOnly();
        this.modifiedAt = loaded.modifiedAt();
        this.shared = new SharedModel(
                loaded.data(), loaded.version(), environment.properties().limits());
        this.frames = new ModelFrames(id(), Math.toIntExact(record.id().number()));
        this.outbox = new Outbox(id(), loaded.version());
    }

    ModelEnvironment environment() {
        return environment;
    }

    ModelProperties properties() {
        return environment.properties();
    }

    DocumentRecord record() {
        return record;
    }

    String id() {
        return record.key().name();
    }

    SharedModel shared() {
        return shared;
    }

    ModelFrames frames() {
        return frames;
    }

    Outbox outbox() {
        return outbox;
    }

    /** What the first operation was made on: 1, unless there was another model of that id before. */
    long firstVersion() {
        return firstVersion;
    }

    ModelPermissions permissions() {
        return permissions;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    /** What a user may do now. */
    Rights rightsOf(UserKey user) {
        Rights rights = permissions.of(user, collection);
        return readOnly ? rights.readOnly() : rights;
    }

    /** Changes who may do what, and tells those for whom that makes a difference. */
    void judgeBy(ModelPermissions changed, boolean changedReadOnly) {
        judgeBy(changed, collection, changedReadOnly);
    }

    /** The same, because of the collection; rules that are older than those that hold change nothing. */
    void judgeBy(CollectionRules changed) {
        if (changed.order() > collection.order()) {
            judgeBy(permissions, changed, readOnly);
        }
    }

    private void judgeBy(ModelPermissions changed, CollectionRules changedCollection, boolean changedReadOnly) {
        Map<Participant, Rights> before = new LinkedHashMap<>();
        participants.values().forEach(participant -> before.put(participant, rightsOf(participant.user())));
        permissions = changed;
        collection = changedCollection;
        readOnly = changedReadOnly;
        environment.watchers().changed(id());
        before.forEach((participant, old) -> {
            Rights now = rightsOf(participant.user());
            if (!now.read()) {
                forceClose(participant, ForceClose.READ_NOT_ALLOWED);
            } else if (!now.equals(old)) {
                outbox.send(participant.member(), frames.permissionsChanged(now));
            }
        });
    }

    Instant modifiedAt() {
        return modifiedAt;
    }

    /** The time of an operation that is accepted now: never before that of an earlier one. */
    Instant nextModification() {
        Instant now = Instant.ofEpochMilli(environment.clock().millis());
        modifiedAt = now.isAfter(modifiedAt) ? now : modifiedAt;
        return modifiedAt;
    }

    /** The data as clients get them, at a cost that grows with them. */
    ObjectValue encodedData() {
        return ValueMapper.wire(shared.snapshot());
    }

    /**
     * The same as bytes, which are kept until the next operation: many who open the same version at once cost little
     * more than one.
     */
    ByteString encodedBytes() {
        if (encodedBytes == null || encodedVersion != shared.version()) {
            encodedBytes = encodedData().toByteString();
            encodedVersion = shared.version();
        }
        return encodedBytes;
    }

    void forgetEncodedData() {
        encodedBytes = null;
    }

    @Nullable
    Participant participant(String session) {
        return participants.get(session);
    }

    Collection<Participant> participants() {
        return List.copyOf(participants.values());
    }

    boolean isEmpty() {
        return participants.isEmpty();
    }

    /** Those who have the model open. */
    List<String> openSessions() {
        return participants.values().stream()
                .filter(participant -> !participant.isResyncing())
                .map(Participant::session)
                .toList();
    }

    List<String> resyncingSessions() {
        return participants.values().stream()
                .filter(Participant::isResyncing)
                .map(Participant::session)
                .toList();
    }

    List<ModelClient> clients() {
        return participants.values().stream().map(Participant::client).toList();
    }

    void enter(Participant participant) {
        participants.put(participant.session(), participant);
    }

    /** Takes a session out, and tells the others. */
    void leave(Participant participant) {
        participants.remove(participant.session());
        shared.leave(participant.session());
        outbox.leave(participant.member());
        outbox.toOpen(
                participant.isResyncing()
                        ? frames.resyncCompleted(participant.session())
                        : frames.clientClosed(participant.session()),
                participant.session());
    }

    /** Puts a session out. */
    void forceClose(Participant participant, ForceClose why) {
        forceClose(participant, why, why.reason());
    }

    /** Puts a session out for a reason that is told. */
    void forceClose(Participant participant, ForceClose why, String reason) {
        environment.metrics().putOut();
        dismiss(participant, why, reason);
    }

    /** Puts everybody out of a model that is no more. */
    void dismissAll() {
        participants().forEach(participant -> dismiss(participant, ForceClose.DELETED, ForceClose.DELETED.reason()));
    }

    private void dismiss(Participant participant, ForceClose why, String reason) {
        leave(participant);
        outbox.send(
                participant.member(),
                // Clients cannot close a model that they resynchronise, other than by losing the connection.
                frames.forceClosed(
                        why, reason, shared.version(), participant.isResyncing() ? null : participant.lastTaken()));
    }
}
