package dev.coterie.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import com.google.protobuf.Int32Value;
import com.google.protobuf.InvalidProtocolBufferException;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.BinaryWebSocketHandler;

import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.core.ConnectionResponseMessage;
import dev.coterie.convergence.wire.core.PongMessage;
import dev.coterie.convergence.wire.model.AutoCreateModelConfigRequestMessage;
import dev.coterie.convergence.wire.model.DeleteRealtimeModelResponseMessage;
import dev.coterie.convergence.wire.model.ObjectValue;
import dev.coterie.convergence.wire.model.OpenRealtimeModelResponseMessage;
import dev.coterie.convergence.wire.presence.SubscribePresenceResponseMessage;

/** The messages of the {@link ScriptedServer}: connect, open, edit, delete. */
final class ScriptedProtocol extends BinaryWebSocketHandler {

    private final ScriptedServer server;
    private final ScriptedServer.Fault fault;
    private final Map<WebSocketSession, String> sessionIds = new ConcurrentHashMap<>();
    private final Map<WebSocketSession, Opening> openings = new ConcurrentHashMap<>();
    private final Map<WebSocketSession, ScriptedModel> opened = new ConcurrentHashMap<>();

    private record Opening(Int32Value requestId, String modelId) {}

    ScriptedProtocol(ScriptedServer server, ScriptedServer.Fault fault) {
        this.server = server;
        this.fault = fault;
    }

    static void send(WebSocketSession session, ConvergenceMessage.Builder message) {
        try {
            synchronized (session) {
                if (session.isOpen()) {
                    session.sendMessage(new BinaryMessage(message.build().toByteArray()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage frame)
            throws InvalidProtocolBufferException, IOException {
        ConvergenceMessage message = ConvergenceMessage.parseFrom(frame.getPayload());
        ConvergenceMessage.Builder answer = ConvergenceMessage.newBuilder().setResponseId(message.getRequestId());
        switch (message.getBodyCase()) {
            case CONNECTIONREQUEST -> send(session, answer.setConnectionResponse(connect(session)));
            case PRESENCESUBSCRIBEREQUEST ->
                send(
                        session,
                        answer.setPresenceSubscribeResponse(SubscribePresenceResponseMessage.getDefaultInstance()));
            case OPENREALTIMEMODELREQUEST -> open(session, message);
            case MODELAUTOCREATECONFIGRESPONSE -> {
                Opening opening = Objects.requireNonNull(openings.get(session));
                server.model(
                        opening.modelId(),
                        message.getModelAutoCreateConfigResponse().getData());
                opened(session, opening);
            }
            case OPERATIONSUBMISSION -> {
                if (fault == ScriptedServer.Fault.DISCONNECT
                        && message.getOperationSubmission().getSequenceNumber() == 20) {
                    session.close(CloseStatus.SERVER_ERROR);
                } else {
                    Objects.requireNonNull(opened.get(session))
                            .submit(session, message.getOperationSubmission(), fault);
                }
            }
            case DELETEREALTIMEMODELREQUEST -> {
                server.delete(message.getDeleteRealtimeModelRequest().getModelId());
                send(
                        session,
                        answer.setDeleteRealtimeModelResponse(DeleteRealtimeModelResponseMessage.getDefaultInstance()));
            }
            case PING -> send(session, ConvergenceMessage.newBuilder().setPong(PongMessage.getDefaultInstance()));
            default -> throw new IOException("not in the script: " + message.getBodyCase());
        }
    }

    private ConnectionResponseMessage connect(WebSocketSession session) {
        if (fault == ScriptedServer.Fault.REFUSE) {
            return ConnectionResponseMessage.newBuilder()
                    .setFailure(ConnectionResponseMessage.ConnectionFailureData.newBuilder()
                            .setCode("authentication_failed"))
                    .build();
        }
        String id = server.newSessionId();
        sessionIds.put(session, id);
        return ConnectionResponseMessage.newBuilder()
                .setSuccess(ConnectionResponseMessage.ConnectionSuccessData.newBuilder()
                        .setSessionId(id))
                .build();
    }

    private void open(WebSocketSession session, ConvergenceMessage message) {
        String modelId = message.getOpenRealTimeModelRequest().getModelId().getValue();
        Opening opening = new Opening(message.getRequestId(), modelId);
        if (server.has(modelId)) {
            opened(session, opening);
            return;
        }
        openings.put(session, opening);
        send(
                session,
                ConvergenceMessage.newBuilder()
                        .setRequestId(Int32Value.of(0))
                        .setModelAutoCreateConfigRequest(AutoCreateModelConfigRequestMessage.getDefaultInstance()));
    }

    private void opened(WebSocketSession session, Opening opening) {
        ScriptedModel model = server.model(opening.modelId(), ObjectValue.getDefaultInstance());
        opened.put(session, model);
        synchronized (model) {
            model.open(session, Objects.requireNonNull(sessionIds.get(session)));
            send(
                    session,
                    ConvergenceMessage.newBuilder()
                            .setResponseId(opening.requestId())
                            .setOpenRealTimeModelResponse(OpenRealtimeModelResponseMessage.newBuilder()
                                    .setResourceId(ScriptedModel.RESOURCE_ID)
                                    .setModelId(opening.modelId())
                                    .setValueIdPrefix(Objects.requireNonNull(sessionIds.get(session)))
                                    .setVersion(model.version())
                                    .setData(data(model))));
        }
    }

    private ObjectValue data(ScriptedModel model) {
        boolean wrong = fault == ScriptedServer.Fault.WRONG_DATA && model.version() > 1;
        return wrong ? ObjectValue.getDefaultInstance() : model.data();
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        server.left(session);
    }
}
