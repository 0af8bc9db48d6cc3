package dev.coterie.bench;

import java.util.concurrent.CompletableFuture;

import com.google.protobuf.Int32Value;
import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.model.AutoCreateModelConfigResponseMessage;
import dev.coterie.convergence.wire.model.DeleteRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.ModelForceCloseMessage;
import dev.coterie.convergence.wire.model.OpenRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.OpenRealtimeModelResponseMessage;
import dev.coterie.convergence.wire.model.OperationAcknowledgementMessage;
import dev.coterie.convergence.wire.model.OperationData;
import dev.coterie.convergence.wire.model.RemoteOperationMessage;

/** One person in one model: opens it, keeps a copy of it, submits edits and times what comes back. Confined to the loop. */
final class ModelClient implements ProtocolSession.Owner, Driven {

    private static final String COLLECTION = "bench";
    private static final int DELETED = 2;

    private final ProtocolSession session;
    private final ModelGroup group;
    private final SharedCopy.Maker maker;
    private final Pace pace;
    private final Meter meter;
    private final FailureLog failures;
    private final int number;
    private final LongLog submittedAtNanos = new LongLog();
    private final CompletableFuture<ModelClient> joined = new CompletableFuture<>();
    private int[] seen = {};
    private int acknowledged;
    private int resourceId;
    private @Nullable SharedCopy copy;
    private long openedVersion;
    private long openNanos;
    private boolean typing;
    private boolean lost;

    ModelClient(
            EventLoop loop,
            Target target,
            ModelGroup group,
            SharedCopy.Maker maker,
            Pace pace,
            Meter meter,
            FailureLog failures) {
        this.session = new ProtocolSession(loop, target, this);
        this.group = group;
        this.maker = maker;
        this.pace = pace;
        this.meter = meter;
        this.failures = failures;
        this.number = group.add(this);
    }

    /** Connects and opens the model; completes on the loop's thread. */
    CompletableFuture<ModelClient> join() {
        session.connect();
        return joined;
    }

    @Override
    public void startTyping() {
        typing = true;
        pace.start(this);
    }

    @Override
    public void stopTyping() {
        typing = false;
    }

    void leave() {
        session.close();
    }

    @Override
    public boolean edit() {
        SharedCopy current = copy;
        if (!typing || current == null) {
            return false;
        }
        long contextVersion = current.version();
        OperationData operation = current.edit();
        if (operation == null) {
            typing = false;
            return false;
        }
        int sequenceNumber = submittedAtNanos.size() + 1;
        submittedAtNanos.add(System.nanoTime());
        session.send(WireOperations.submission(resourceId, sequenceNumber, contextVersion, operation));
        return true;
    }

    @Override
    public int inFlight() {
        return copy == null ? 0 : copy.inFlight();
    }

    int acknowledged() {
        return acknowledged;
    }

    boolean isTyping() {
        return typing;
    }

    /** Makes copies of the kind that this client has. */
    SharedCopy.Maker maker() {
        return maker;
    }

    /** What the copy holds, empty before the model is open. */
    String content() {
        return copy == null ? "" : copy.content();
    }

    /** The server's version that the copy has seen, 0 before the model is open. */
    long version() {
        return copy == null ? 0 : copy.version();
    }

    /** Operations that anybody committed since this client opened the model. */
    long committedSinceOpen() {
        return version() - openedVersion;
    }

    /** Whether the connection went without {@link #leave()}. */
    boolean isLost() {
        return lost;
    }

    /** Has the server delete the model. */
    void deleteModel() {
        session.request(
                ConvergenceMessage.newBuilder()
                        .setDeleteRealtimeModelRequest(
                                DeleteRealtimeModelRequestMessage.newBuilder().setModelId(group.modelId())),
                ignored -> session.close());
    }

    /** From asking for the model until it was here, decoded. */
    long openNanos() {
        return openNanos;
    }

    @Override
    public void authenticated(String sessionId) {
        group.authenticated(sessionId, this);
        long askedAtNanos = System.nanoTime();
        OpenRealtimeModelRequestMessage open = OpenRealtimeModelRequestMessage.newBuilder()
                .setModelId(com.google.protobuf.StringValue.of(group.modelId()))
                .setAutoCreateId(Int32Value.of(0))
                .build();
        session.request(
                ConvergenceMessage.newBuilder().setOpenRealTimeModelRequest(open),
                answer -> opened(answer, askedAtNanos));
    }

    private void opened(ConvergenceMessage answer, long askedAtNanos) {
        if (!answer.hasOpenRealTimeModelResponse()) {
            session.abort("open refused: " + answer.getError().getCode());
            return;
        }
        OpenRealtimeModelResponseMessage response = answer.getOpenRealTimeModelResponse();
        resourceId = response.getResourceId();
        openedVersion = response.getVersion();
        copy = maker.copy(response);
        openNanos = System.nanoTime() - askedAtNanos;
        joined.complete(this);
    }

    @Override
    public void message(ConvergenceMessage message) {
        switch (message.getBodyCase()) {
            case REMOTEOPERATION -> remote(message.getRemoteOperation());
            case OPERATIONACK -> acknowledged(message.getOperationAck());
            case MODELAUTOCREATECONFIGREQUEST -> session.send(initialData(message));
            case FORCECLOSEREALTIMEMODEL -> forceClosed(message.getForceCloseRealTimeModel());
            case ERROR ->
                failures.add(
                        "error",
                        message.getError().getCode() + " " + message.getError().getMessage());
            default -> {
                // people and identities: of no interest here
            }
        }
    }

    private ConvergenceMessage initialData(ConvergenceMessage request) {
        return ConvergenceMessage.newBuilder()
                .setResponseId(request.getRequestId())
                .setModelAutoCreateConfigResponse(AutoCreateModelConfigResponseMessage.newBuilder()
                        .setCollection(COLLECTION)
                        .setData(group.initialData()))
                .build();
    }

    private void forceClosed(ModelForceCloseMessage message) {
        if (message.getReasonCode() == DELETED) {
            session.close();
        } else {
            session.abort("model closed by the server: " + message.getReason());
        }
    }

    private void acknowledged(OperationAcknowledgementMessage ack) {
        SharedCopy current = copy;
        if (current == null || ack.getResourceId() != resourceId) {
            return;
        }
        if (ack.getSequenceNumber() != acknowledged + 1) {
            throw new IllegalStateException(
                    "acknowledged " + ack.getSequenceNumber() + " where " + (acknowledged + 1) + " was due");
        }
        current.acknowledged(ack.getVersion());
        meter.acknowledged(System.nanoTime() - submittedAtNanos.get(acknowledged));
        acknowledged++;
        pace.acknowledged(this);
    }

    private void remote(RemoteOperationMessage operation) {
        SharedCopy current = copy;
        if (current == null || operation.getResourceId() != resourceId) {
            return;
        }
        current.remote(operation.getContextVersion(), operation.getOperation());
        ModelClient author = group.author(operation.getSessionId());
        if (author != null) {
            meter.delivered(System.nanoTime() - author.submittedAtNanos.get(nextSeen(author)));
        }
    }

    /** Operations of one author come in the order in which they were submitted: counting them finds their times. */
    private int nextSeen(ModelClient author) {
        if (seen.length <= author.number) {
            seen = java.util.Arrays.copyOf(seen, group.clients().size());
        }
        return seen[author.number]++;
    }

    @Override
    public void lost(String reason) {
        typing = false;
        lost = true;
        failures.add("disconnected", reason);
        joined.completeExceptionally(new java.io.IOException(reason));
    }
}
