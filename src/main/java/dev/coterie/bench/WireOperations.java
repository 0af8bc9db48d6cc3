package dev.coterie.bench;

import java.util.ArrayList;
import java.util.List;

import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.model.DiscreteOperationData;
import dev.coterie.convergence.wire.model.OperationData;
import dev.coterie.convergence.wire.model.OperationSubmissionMessage;
import dev.coterie.convergence.wire.model.StringSpliceOperationData;

/** Between {@link Splice} and the protocol's operations. Pure functions. */
final class WireOperations {

    private WireOperations() {}

    /** One edit as it leaves. */
    static ConvergenceMessage submission(
            int resourceId, int sequenceNumber, long contextVersion, OperationData operation) {
        return ConvergenceMessage.newBuilder()
                .setOperationSubmission(OperationSubmissionMessage.newBuilder()
                        .setResourceId(resourceId)
                        .setSequenceNumber(sequenceNumber)
                        .setContextVersion(contextVersion)
                        .setOperation(operation))
                .build();
    }

    /** The size of a usual edit's frame, for whoever wants to compare. */
    static int usualSubmissionBytes() {
        return submission(1, 2_000, 20_000, operation("@:1", Splice.insert(4_000, "x")))
                .getSerializedSize();
    }

    static OperationData operation(String valueId, Splice splice) {
        StringSpliceOperationData data = StringSpliceOperationData.newBuilder()
                .setId(valueId)
                .setNoOp(splice.noOp())
                .setIndex(splice.index())
                .setDeleteCount(splice.deleteCount())
                .setInsertedValue(splice.text())
                .build();
        return OperationData.newBuilder()
                .setDiscreteOperation(DiscreteOperationData.newBuilder().setStringSpliceOperation(data))
                .build();
    }

    /** @throws IllegalStateException when it holds anything but splices that remove or insert */
    static List<Splice> splices(OperationData operation) {
        if (operation.hasDiscreteOperation()) {
            return List.of(splice(operation.getDiscreteOperation()));
        }
        List<Splice> splices = new ArrayList<>();
        for (DiscreteOperationData member : operation.getCompoundOperation().getOperationsList()) {
            splices.add(splice(member));
        }
        return splices;
    }

    private static Splice splice(DiscreteOperationData operation) {
        if (!operation.hasStringSpliceOperation()) {
            throw new IllegalStateException("an operation that nobody made: " + operation.getOperationCase());
        }
        StringSpliceOperationData data = operation.getStringSpliceOperation();
        return new Splice(data.getIndex(), data.getDeleteCount(), data.getInsertedValue(), data.getNoOp());
    }
}
