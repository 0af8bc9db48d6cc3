package dev.coterie.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.springframework.web.socket.WebSocketSession;

import dev.coterie.convergence.model.ot.CompoundOperation;
import dev.coterie.convergence.model.ot.ModelData;
import dev.coterie.convergence.model.ot.ModelLimits;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.ot.Operation;
import dev.coterie.convergence.model.ot.SharedModel;
import dev.coterie.convergence.model.ot.StringSplice;
import dev.coterie.convergence.model.ot.StringValue;
import dev.coterie.convergence.model.ot.SubmitOutcome;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.model.CompoundOperationData;
import dev.coterie.convergence.wire.model.DataValue;
import dev.coterie.convergence.wire.model.DiscreteOperationData;
import dev.coterie.convergence.wire.model.OperationAcknowledgementMessage;
import dev.coterie.convergence.wire.model.OperationData;
import dev.coterie.convergence.wire.model.OperationSubmissionMessage;
import dev.coterie.convergence.wire.model.RemoteOperationMessage;
import dev.coterie.convergence.wire.model.StringSpliceOperationData;

/** One text of the {@link ScriptedServer}, ordered by the server's own transformations. */
final class ScriptedModel {

    static final int RESOURCE_ID = 7;

    private final SharedModel model;
    private final Map<WebSocketSession, String> sessions = new LinkedHashMap<>();

    ScriptedModel(String text) {
        ObjectValue root = new ObjectValue("@:0", Map.of("text", new StringValue("@:1", text)));
        model = new SharedModel(new ModelData(root, ModelLimits.DEFAULT), 1, ModelLimits.DEFAULT);
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

    synchronized dev.coterie.convergence.wire.model.ObjectValue data() {
        StringValue text =
                (StringValue) Objects.requireNonNull(model.snapshot().children().get("text"));
        DataValue value = DataValue.newBuilder()
                .setStringValue(dev.coterie.convergence.wire.model.StringValue.newBuilder()
                        .setId(text.id())
                        .setValue(text.value()))
                .build();
        return dev.coterie.convergence.wire.model.ObjectValue.newBuilder()
                .setId("@:0")
                .putChildren("text", value)
                .build();
    }

    /** Commits, acknowledges and hands on one edit. */
    synchronized void submit(
            WebSocketSession author, OperationSubmissionMessage submission, ScriptedServer.Fault fault) {
        StringSpliceOperationData data =
                submission.getOperation().getDiscreteOperation().getStringSpliceOperation();
        Operation operation = new StringSplice(
                data.getId(), data.getNoOp(), data.getIndex(), data.getDeleteCount(), data.getInsertedValue());
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
        boolean garbled = fault == ScriptedServer.Fault.WRONG_TEXT && accepted.contextVersion() == 20;
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

    private static OperationData wire(Operation operation, boolean garbled) {
        OperationData.Builder data = OperationData.newBuilder();
        if (operation instanceof CompoundOperation compound) {
            CompoundOperationData.Builder members = CompoundOperationData.newBuilder();
            compound.steps().forEach(step -> members.addOperations(wire((StringSplice) step, garbled)));
            return data.setCompoundOperation(members).build();
        }
        return data.setDiscreteOperation(wire((StringSplice) operation, garbled))
                .build();
    }

    private static DiscreteOperationData wire(StringSplice splice, boolean garbled) {
        return DiscreteOperationData.newBuilder()
                .setStringSpliceOperation(StringSpliceOperationData.newBuilder()
                        .setId(splice.id())
                        .setNoOp(splice.noOp() || garbled)
                        .setIndex(splice.index())
                        .setDeleteCount(splice.deleteCount())
                        .setInsertedValue(splice.text()))
                .build();
    }
}
