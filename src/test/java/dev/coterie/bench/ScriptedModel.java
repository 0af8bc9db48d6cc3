package dev.coterie.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.springframework.web.socket.WebSocketSession;

import dev.coterie.convergence.model.WireMapping;
import dev.coterie.convergence.model.ot.DiscreteOperation;
import dev.coterie.convergence.model.ot.ModelData;
import dev.coterie.convergence.model.ot.ModelLimits;
import dev.coterie.convergence.model.ot.Operation;
import dev.coterie.convergence.model.ot.SharedModel;
import dev.coterie.convergence.model.ot.SubmitOutcome;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.model.ObjectValue;
import dev.coterie.convergence.wire.model.OperationAcknowledgementMessage;
import dev.coterie.convergence.wire.model.OperationData;
import dev.coterie.convergence.wire.model.OperationSubmissionMessage;
import dev.coterie.convergence.wire.model.RemoteOperationMessage;

/** One model of the {@link ScriptedServer}, ordered by the server's own transformations. */
final class ScriptedModel {

    static final int RESOURCE_ID = 7;

    private final SharedModel model;
    private final Map<WebSocketSession, String> sessions = new LinkedHashMap<>();

    ScriptedModel(ObjectValue data) {
        model = new SharedModel(new ModelData(WireMapping.value(data), ModelLimits.DEFAULT), 1, ModelLimits.DEFAULT);
    }

    synchronized void open(WebSocketSession socket, String session) {
        model.open(session, model.version());
        sessions.put(socket, session);
    }

    synchronized void leave(WebSocketSession socket) {
        String session = sessions.remove(socket);
        if (session != null) {
            model.leave(session);
        }
    }

    synchronized long version() {
        return model.version();
    }

    synchronized ObjectValue data() {
        return WireMapping.wire(model.snapshot());
    }

    /** Commits, acknowledges and hands on one edit. */
    synchronized void submit(
            WebSocketSession author, OperationSubmissionMessage submission, ScriptedServer.Fault fault) {
        Operation operation = WireMapping.operation(submission.getOperation());
        String session = Objects.requireNonNull(sessions.get(author));
        SubmitOutcome.Accepted accepted =
                (SubmitOutcome.Accepted) model.submit(session, submission.getContextVersion(), operation);
        ScriptedProtocol.send(
                author,
                ConvergenceMessage.newBuilder()
                        .setOperationAck(OperationAcknowledgementMessage.newBuilder()
                                .setResourceId(RESOURCE_ID)
                                .setSequenceNumber(submission.getSequenceNumber())
                                .setVersion(accepted.contextVersion())));
        boolean garbled = fault == ScriptedServer.Fault.WRONG_TEXT && accepted.contextVersion() % 20 == 0;
        ConvergenceMessage.Builder remote = ConvergenceMessage.newBuilder()
                .setRemoteOperation(RemoteOperationMessage.newBuilder()
                        .setResourceId(RESOURCE_ID)
                        .setSessionId(session)
                        .setContextVersion(accepted.contextVersion())
                        .setOperation(wire(accepted.operation(), garbled)));
        for (WebSocketSession other : sessions.keySet()) {
            if (other != author) {
                ScriptedProtocol.send(other, remote);
            }
        }
    }

    /** The operation as others get it; a garbled one does nothing. */
    private static OperationData wire(Operation operation, boolean garbled) {
        return WireMapping.wire(
                garbled && operation instanceof DiscreteOperation discrete ? discrete.asNoOp() : operation);
    }
}
