package dev.coterie.convergence.session;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.coterie.convergence.model.ModelClient;
import dev.coterie.convergence.model.ModelCommand;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.JsonValues;
import dev.coterie.convergence.wire.Timestamps;
import dev.coterie.convergence.wire.model.CreateRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.HistoricalOperationRequestMessage;
import dev.coterie.convergence.wire.model.ModelResyncClientCompleteMessage;
import dev.coterie.convergence.wire.model.ModelResyncRequestMessage;
import dev.coterie.convergence.wire.model.OpenRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.OperationAcknowledgementMessage;
import dev.coterie.convergence.wire.model.OperationSubmissionMessage;

/** Hands what a client says about models to the models. Confined to the session's actor. */
final class ModelMessages {

    /** As long as the name of a document may be. */
    private static final int MAX_ID_LENGTH = 512;

    private final SessionScope scope;
    private final ModelClient client;
    private final Admission.Admitted admitted;
    private final OpenModels models;
    private final PutOutModels putOut;
    private final OfflineModels offline;

    /** The client has said so in this session. */
    private boolean copiesKept;

    /** Whose answers are awaited; it is other threads that say so when they come. */
    private final AtomicInteger queries = new AtomicInteger();

    ModelMessages(
            SessionScope scope,
            ModelClient client,
            Admission.Admitted admitted,
            OpenModels models,
            OfflineModels offline) {
        this.scope = scope;
        this.client = client;
        this.admitted = admitted;
        this.models = models;
        this.offline = offline;
        this.putOut = new PutOutModels(admitted.keepsCopies());
    }

    /** Whether a model may have that id. */
    static boolean isModelId(String id) {
        return !id.isEmpty() && id.length() <= MAX_ID_LENGTH;
    }

    /** Whether the request was one about models that we know. */
    boolean request(int requestId, ConvergenceMessage message) {
        switch (message.getBodyCase()) {
            case OPENREALTIMEMODELREQUEST -> open(requestId, message.getOpenRealTimeModelRequest());
            case CLOSEREALTIMEMODELREQUEST ->
                close(requestId, message.getCloseRealTimeModelRequest().getResourceId());
            case CREATEREALTIMEMODELREQUEST -> create(requestId, message.getCreateRealTimeModelRequest());
            case DELETEREALTIMEMODELREQUEST ->
                delete(requestId, message.getDeleteRealtimeModelRequest().getModelId());
            case GETMODELPERMISSIONSREQUEST ->
                tellNamed(
                        requestId,
                        message.getGetModelPermissionsRequest().getModelId(),
                        new ModelCommand.GetPermissions(client, requestId));
            case SETMODELPERMISSIONSREQUEST ->
                tellNamed(
                        requestId,
                        message.getSetModelPermissionsRequest().getModelId(),
                        new ModelCommand.SetPermissions(client, requestId, message.getSetModelPermissionsRequest()));
            case HISTORICALDATAREQUEST ->
                tellNamed(
                        requestId,
                        message.getHistoricalDataRequest().getModelId(),
                        new ModelCommand.HistoricalData(client, requestId));
            case HISTORICALOPERATIONSREQUEST -> {
                HistoricalOperationRequestMessage request = message.getHistoricalOperationsRequest();
                tellNamed(
                        requestId,
                        request.getModelId(),
                        new ModelCommand.HistoricalOperations(
                                client, requestId, request.getFirst(), request.getLast()));
            }
            case MODELGETVERSIONATTIMEREQUEST ->
                tellNamed(
                        requestId,
                        message.getModelGetVersionAtTimeRequest().getModelId(),
                        new ModelCommand.VersionAtTime(
                                client,
                                requestId,
                                message.getModelGetVersionAtTimeRequest().getTargetTime()));
            case MODELSQUERYREQUEST ->
                query(requestId, message.getModelsQueryRequest().getQuery());
            case MODELOFFLINESUBSCRIPTIONCHANGE -> {
                noteCopies();
                offline.change(requestId, message.getModelOfflineSubscriptionChange());
            }
            case MODELRESYNCREQUEST -> resync(requestId, message.getModelResyncRequest());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Whether the notice was one about models. */
    boolean notice(ConvergenceMessage message) {
        String sessionId = client.sessionId();
        switch (message.getBodyCase()) {
            case OPERATIONSUBMISSION -> submit(message.getOperationSubmission());
            case SHAREREFERENCE ->
                tellOpen(
                        message.getShareReference().getResourceId(),
                        () -> new ModelCommand.ShareReference(sessionId, message.getShareReference()));
            case SETREFERENCE ->
                tellOpen(
                        message.getSetReference().getResourceId(),
                        () -> new ModelCommand.SetReference(sessionId, message.getSetReference()));
            case CLEARREFERENCE ->
                tellOpen(
                        message.getClearReference().getResourceId(),
                        () -> new ModelCommand.ClearReference(sessionId, message.getClearReference()));
            case UNSHAREREFERENCE ->
                tellOpen(
                        message.getUnshareReference().getResourceId(),
                        () -> new ModelCommand.UnshareReference(sessionId, message.getUnshareReference()));
            case MODELRESYNCCLIENTCOMPLETE -> resynced(message.getModelResyncClientComplete());
            default -> {
                return false;
            }
        }
        return true;
    }

    void opened(SessionEvent.ModelOpened event) {
        models.opened(event.resourceId(), event.modelId());
        putOut.opened(event.resourceId());
        offline.opened(event.modelId(), event.permissions());
        scope.connection().send(event.frame());
    }

    void closed(SessionEvent.ModelClosed event) {
        scope.connection().send(event.frame());
        models.closed(event.resourceId()).ifPresent(modelId -> offline.closed(modelId, event.version()));
        Integer lastTaken = event.lastTaken();
        if (lastTaken == null) {
            putOut.closed(event.resourceId());
        } else {
            putOut.closed(event.resourceId(), lastTaken, event.version()).forEach(this::acknowledge);
        }
    }

    /** It may have edited the model before it came back. */
    private void resynced(ModelResyncClientCompleteMessage complete) {
        models.model(complete.getResourceId()).ifPresent(offline::edited);
        tellOpen(
                complete.getResourceId(),
                () -> new ModelCommand.ResyncClientComplete(client.sessionId(), complete.getOpen()));
    }

    /** The session ends: every model that may know it is told. */
    void disconnected() {
        offline.left();
        models.all()
                .forEach(modelId ->
                        scope.services().models().tell(modelId, new ModelCommand.Disconnected(client.sessionId())));
    }

    private void open(int requestId, OpenRealtimeModelRequestMessage request) {
        Integer autoCreateId =
                request.hasAutoCreateId() ? request.getAutoCreateId().getValue() : null;
        tellOpening(
                requestId,
                named(request.getModelId().getValue()),
                new ModelCommand.Open(client, requestId, autoCreateId));
    }

    private void resync(int requestId, ModelResyncRequestMessage request) {
        tellOpening(
                requestId,
                request.getModelId(),
                new ModelCommand.Resync(
                        client, requestId, request.getContextVersion(), admitted.formerSessionIds(), mayKeepCopies()));
    }

    /** A client that has a model without ever having had a session may have it from its disk. */
    private boolean mayKeepCopies() {
        return copiesKept
                || admitted.keepsCopies()
                || admitted.formerSessionIds().isEmpty();
    }

    private void noteCopies() {
        if (!copiesKept) {
            copiesKept = true;
            putOut.keepsCopies();
            scope.services().gatekeeper().keepsCopies(admitted);
        }
    }

    private void query(int requestId, String query) {
        int most = scope.properties().maxQueries();
        if (queries.get() >= most) {
            scope.connection()
                    .send(Frames.error(
                            requestId,
                            ErrorCode.MALFORMED_REQUEST_CONTENT,
                            "At most " + most + " queries can be asked at once"));
            return;
        }
        queries.incrementAndGet();
        scope.context()
                .pipeToSelf(scope.services().queries().answer(requestId, client.user(), query), (frame, failure) -> {
                    queries.decrementAndGet();
                    return new SessionEvent.Send(
                            failure == null
                                    ? frame
                                    : Frames.error(requestId, ErrorCode.UNKNOWN, "The server could not answer"));
                });
    }

    private void submit(OperationSubmissionMessage submission) {
        int resourceId = submission.getResourceId();
        int number = submission.getSequenceNumber();
        Optional<String> model = models.model(resourceId);
        if (model.isPresent()) {
            offline.edited(model.get());
            putOut.submitted(resourceId, number);
        } else {
            Optional<PutOutModels.Acknowledgement> late = putOut.late(resourceId, number);
            if (late.isPresent()) {
                acknowledge(late.get());
                return;
            }
        }
        tellOpen(resourceId, () -> new ModelCommand.Submit(client.sessionId(), submission));
    }

    private void acknowledge(PutOutModels.Acknowledgement late) {
        scope.connection()
                .send(Frames.notice(ConvergenceMessage.newBuilder()
                        .setOperationAck(OperationAcknowledgementMessage.newBuilder()
                                .setResourceId(late.resourceId())
                                .setSequenceNumber(late.number())
                                .setVersion(late.version())
                                .setTimestamp(
                                        Timestamps.of(scope.services().clock().instant())))));
    }

    private void close(int requestId, int resourceId) {
        models.model(resourceId)
                .ifPresentOrElse(
                        modelId -> scope.services()
                                .models()
                                .tell(modelId, new ModelCommand.Close(client.sessionId(), requestId)),
                        () -> scope.connection()
                                .send(Frames.error(requestId, ErrorCode.MODEL_NOT_OPEN, "The model is not open")));
    }

    private void create(int requestId, CreateRealtimeModelRequestMessage request) {
        tellNamed(
                requestId, named(request.getModelId().getValue()), new ModelCommand.Create(client, requestId, request));
    }

    /** The client has thrown its own copy away before it asks. */
    private void delete(int requestId, String modelId) {
        offline.forget(modelId);
        tellNamed(requestId, modelId, new ModelCommand.Delete(client, requestId));
    }

    private void tellOpening(int requestId, String modelId, ModelCommand command) {
        Optional<ErrorCode> obstacle = models.whyNot(modelId);
        if (obstacle.isPresent()) {
            scope.connection()
                    .send(Frames.error(
                            requestId, obstacle.get(), why(obstacle.get()), Map.of("id", JsonValues.of(modelId))));
        } else if (tellNamed(requestId, modelId, command)) {
            models.asked(modelId, requestId);
        }
    }

    private String why(ErrorCode obstacle) {
        return obstacle == ErrorCode.TOO_MANY_OPEN_MODELS
                ? "At most " + scope.properties().maxOpenModels() + " models may be open at once"
                : "The model is open already, or being opened";
    }

    private boolean tellNamed(int requestId, String modelId, ModelCommand command) {
        if (modelId.length() > MAX_ID_LENGTH) {
            scope.connection()
                    .send(Frames.error(
                            requestId,
                            ErrorCode.INVALID_MESSAGE,
                            "A model id has at most " + MAX_ID_LENGTH + " characters"));
            return false;
        }
        if (modelId.isEmpty()) {
            scope.connection()
                    .send(Frames.error(
                            requestId,
                            ErrorCode.MODEL_NOT_FOUND,
                            "There is no such model",
                            Map.of("id", JsonValues.of(modelId))));
            return false;
        }
        scope.services().models().tell(modelId, command);
        return true;
    }

    private void tellOpen(int resourceId, Supplier<ModelCommand> command) {
        models.model(resourceId)
                .ifPresentOrElse(
                        modelId -> scope.services().models().tell(modelId, command.get()),
                        () -> scope.connection()
                                .send(Frames.errorNotice(
                                        ErrorCode.UNKNOWN_RESOURCE_ID,
                                        "No model is open under this resource id",
                                        Map.of("resourceId", JsonValues.of(resourceId)))));
    }

    private static String named(String modelId) {
        return modelId.isEmpty() ? UUID.randomUUID().toString() : modelId;
    }
}
