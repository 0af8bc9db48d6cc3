package dev.coterie.convergence.model;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.google.protobuf.ByteString;
import com.google.protobuf.StringValue;
import com.google.protobuf.UnknownFieldSet;
import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.identity.DomainUsers;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.model.ot.Operation;
import dev.coterie.convergence.model.ot.Reference;
import dev.coterie.convergence.model.ot.ReferenceId;
import dev.coterie.convergence.model.ot.ReferenceOutcome;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.JsonValues;
import dev.coterie.convergence.wire.Timestamps;
import dev.coterie.convergence.wire.core.DomainUserData;
import dev.coterie.convergence.wire.identity.IdentityCacheUpdateMessage;
import dev.coterie.convergence.wire.model.OfflineModelUpdatedMessage.OfflineModelInitialData;
import dev.coterie.convergence.wire.model.OfflineModelUpdatedMessage.OfflineModelUpdateData;
import dev.coterie.convergence.wire.model.OpenRealtimeModelResponseMessage;

/** Encodes what one model says. Immutable. */
final class ModelFrames {

    private final String modelId;
    private final int resourceId;

    ModelFrames(String modelId, int resourceId) {
        this.modelId = modelId;
        this.resourceId = resourceId;
    }

    /** The answer to a request that fails, naming the model. */
    static SessionEvent error(int requestId, ErrorCode code, String message, String modelId) {
        return new SessionEvent.Send(Frames.error(requestId, code, message, Map.of("id", JsonValues.of(modelId))));
    }

    static SessionEvent reply(int requestId, Consumer<ConvergenceMessage.Builder> body) {
        return new SessionEvent.Send(encodeReply(requestId, body));
    }

    /** What clients have to know of sessions before anything names them. */
    static SessionEvent identity(Collection<ModelClient> clients) {
        return identity(identityOf(clients));
    }

    static SessionEvent identity(IdentityCacheUpdateMessage update) {
        return notice(message -> message.setIdentityCacheUpdate(update));
    }

    static IdentityCacheUpdateMessage identityOf(Collection<ModelClient> clients) {
        Map<UserKey, DomainUserData> users = new LinkedHashMap<>();
        IdentityCacheUpdateMessage.Builder update = IdentityCacheUpdateMessage.newBuilder();
        for (ModelClient client : clients) {
            update.putSessions(client.sessionId(), DomainUsers.id(client.user()));
            users.put(client.user(), client.userData());
        }
        return update.addAllUsers(users.values()).build();
    }

    SessionEvent error(int requestId, ErrorCode code, String message) {
        return error(requestId, code, message, modelId);
    }

    /** @param data of the model, encoded: they may be large, and many clients get the same */
    SessionEvent opened(int requestId, OpenRealtimeModelResponseMessage.Builder response, ByteString data) {
        UnknownFieldSet encoded = UnknownFieldSet.newBuilder()
                .addField(
                        OpenRealtimeModelResponseMessage.DATA_FIELD_NUMBER,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(data)
                                .build())
                .build();
        return new SessionEvent.ModelOpened(
                resourceId,
                modelId,
                response.getPermissions(),
                encodeReply(
                        requestId,
                        message -> message.setOpenRealTimeModelResponse(response.setResourceId(resourceId)
                                .setModelId(modelId)
                                .setUnknownFields(encoded))));
    }

    SessionEvent closed(int requestId, long version) {
        return new SessionEvent.ModelClosed(
                resourceId,
                version,
                encodeReply(requestId, ConvergenceMessage.Builder::getCloseRealTimeModelResponseBuilder));
    }

    SessionEvent forceClosed(ForceClose why, long version) {
        return forceClosed(why, why.reason(), version, null);
    }

    SessionEvent forceClosed(ForceClose why, String reason, long version, @Nullable Integer lastTaken) {
        return new SessionEvent.ModelClosed(
                resourceId,
                version,
                encodeNotice(message -> message.getForceCloseRealTimeModelBuilder()
                        .setResourceId(resourceId)
                        .setReason(reason)
                        .setReasonCode(why.code())),
                lastTaken);
    }

    SessionEvent clientOpened(String session) {
        return notice(message -> message.getRemoteClientOpenedModelBuilder()
                .setResourceId(resourceId)
                .setSessionId(session));
    }

    SessionEvent clientClosed(String session) {
        return notice(message -> message.getRemoteClientClosedModelBuilder()
                .setResourceId(resourceId)
                .setSessionId(session));
    }

    SessionEvent resyncStarted(String session) {
        return notice(message -> message.getRemoteClientResyncStartedBuilder()
                .setResourceId(resourceId)
                .setSessionId(session));
    }

    SessionEvent resyncCompleted(String session) {
        return notice(message -> message.getRemoteClientResyncCompletedBuilder()
                .setResourceId(resourceId)
                .setSessionId(session));
    }

    byte[] remoteOperation(String session, long contextVersion, Instant at, Operation operation) {
        return encodeNotice(message -> message.getRemoteOperationBuilder()
                .setResourceId(resourceId)
                .setSessionId(session)
                .setContextVersion(contextVersion)
                .setTimestamp(Timestamps.of(at))
                .setOperation(OperationMapper.wire(operation)));
    }

    SessionEvent acknowledgement(int sequenceNumber, long contextVersion, Instant at) {
        return notice(message -> message.getOperationAckBuilder()
                .setResourceId(resourceId)
                .setSequenceNumber(sequenceNumber)
                .setVersion(contextVersion)
                .setTimestamp(Timestamps.of(at)));
    }

    SessionEvent permissionsChanged(Rights rights) {
        return notice(message -> message.getModelPermissionsChangedBuilder()
                .setResourceId(resourceId)
                .setPermissions(rights.wire()));
    }

    SessionEvent resyncing(int requestId, long currentVersion, Rights rights) {
        return new SessionEvent.ModelOpened(
                resourceId,
                modelId,
                rights.wire(),
                encodeReply(
                        requestId,
                        message -> message.getModelResyncResponseBuilder()
                                .setResourceId(resourceId)
                                .setCurrentVersion(currentVersion)
                                .setPermissions(rights.wire())));
    }

    SessionEvent resyncedToOpen(
            Collection<String> connected, Collection<String> resyncing, List<Reference> references) {
        return notice(message -> message.getModelResyncServerCompleteBuilder()
                .setResourceId(resourceId)
                .addAllConnectedClients(connected)
                .addAllResyncingClients(resyncing)
                .addAllReferences(references.stream().map(ReferenceMapper::wire).toList()));
    }

    SessionEvent resyncedToClose(long version, @Nullable Integer lastTaken) {
        return new SessionEvent.ModelClosed(
                resourceId,
                version,
                encodeNotice(
                        message -> message.getModelResyncServerCompleteBuilder().setResourceId(resourceId)),
                lastTaken);
    }

    /** The model that a client keeps a copy of does not exist. */
    static SessionEvent.OfflineEnded offlineDeleted(String modelId) {
        return new SessionEvent.OfflineEnded(
                modelId,
                encodeNotice(message -> message.getModelOfflineUpdatedBuilder()
                        .setModelId(modelId)
                        .setDeleted(true)));
    }

    SessionEvent.OfflineEnded offlineRevoked() {
        return new SessionEvent.OfflineEnded(
                modelId,
                encodeNotice(message -> message.getModelOfflineUpdatedBuilder()
                        .setModelId(modelId)
                        .setPermissionRevoked(true)));
    }

    byte[] offlineInitial(OfflineModelInitialData.Builder initial) {
        return encodeNotice(message ->
                message.getModelOfflineUpdatedBuilder().setModelId(modelId).setInitial(initial));
    }

    byte[] offlineUpdated(OfflineModelUpdateData.Builder update) {
        return encodeNotice(message ->
                message.getModelOfflineUpdatedBuilder().setModelId(modelId).setUpdated(update));
    }

    SessionEvent shared(ReferenceOutcome.Shared shared) {
        Reference reference = shared.reference();
        return notice(message -> {
            var wire = message.getReferenceSharedBuilder()
                    .setResourceId(resourceId)
                    .setKey(reference.id().key())
                    .setReferences(ReferenceMapper.wire(reference.values()))
                    .setSessionId(reference.id().session());
            ifOnValue(reference.id(), wire::setValueId);
        });
    }

    SessionEvent moved(ReferenceOutcome.Moved moved) {
        Reference reference = moved.reference();
        return notice(message -> {
            var wire = message.getReferenceSetBuilder()
                    .setResourceId(resourceId)
                    .setKey(reference.id().key())
                    .setReferences(ReferenceMapper.wire(reference.values()))
                    .setSessionId(reference.id().session());
            ifOnValue(reference.id(), wire::setValueId);
        });
    }

    SessionEvent cleared(ReferenceId id) {
        return notice(message -> {
            var wire = message.getReferenceClearedBuilder()
                    .setResourceId(resourceId)
                    .setKey(id.key())
                    .setSessionId(id.session());
            ifOnValue(id, wire::setValueId);
        });
    }

    SessionEvent unshared(ReferenceId id) {
        return notice(message -> {
            var wire = message.getReferenceUnsharedBuilder()
                    .setResourceId(resourceId)
                    .setKey(id.key())
                    .setSessionId(id.session());
            ifOnValue(id, wire::setValueId);
        });
    }

    /** Towards clients an element reference has no value id at all: an empty one breaks them. */
    private static void ifOnValue(ReferenceId id, Consumer<StringValue> set) {
        if (!id.isOnModel()) {
            set.accept(StringValue.of(id.valueId()));
        }
    }

    private static SessionEvent notice(Consumer<ConvergenceMessage.Builder> body) {
        return new SessionEvent.Send(encodeNotice(body));
    }

    private static byte[] encodeNotice(Consumer<ConvergenceMessage.Builder> body) {
        ConvergenceMessage.Builder message = ConvergenceMessage.newBuilder();
        body.accept(message);
        return Frames.notice(message);
    }

    private static byte[] encodeReply(int requestId, Consumer<ConvergenceMessage.Builder> body) {
        ConvergenceMessage.Builder message = ConvergenceMessage.newBuilder();
        body.accept(message);
        return Frames.reply(requestId, message);
    }
}
