package dev.coterie.bench;

import dev.coterie.convergence.wire.model.DataValue;
import dev.coterie.convergence.wire.model.DiscreteOperationData;
import dev.coterie.convergence.wire.model.NumberDeltaOperationData;
import dev.coterie.convergence.wire.model.ObjectAddPropertyOperationData;
import dev.coterie.convergence.wire.model.ObjectRemovePropertyOperationData;
import dev.coterie.convergence.wire.model.ObjectSetPropertyOperationData;
import dev.coterie.convergence.wire.model.OperationData;

/** An edit of a wide object or of a value in it. Immutable. */
sealed interface WideStep {

    OperationData wire();

    /** @throws IllegalStateException when it is nothing that anybody made */
    static WideStep of(OperationData operation) {
        DiscreteOperationData data = operation.getDiscreteOperation();
        return switch (data.getOperationCase()) {
            case OBJECTADDPROPERTYOPERATION -> {
                var add = data.getObjectAddPropertyOperation();
                yield new Property(Change.ADD, add.getNoOp(), add.getKey(), add.getValue());
            }
            case OBJECTSETPROPERTYOPERATION -> {
                var set = data.getObjectSetPropertyOperation();
                yield new Property(Change.SET, set.getNoOp(), set.getKey(), set.getValue());
            }
            case OBJECTREMOVEPROPERTYOPERATION -> {
                var remove = data.getObjectRemovePropertyOperation();
                yield new Property(Change.REMOVE, remove.getNoOp(), remove.getKey(), DataValue.getDefaultInstance());
            }
            case STRINGSPLICEOPERATION ->
                new Text(
                        data.getStringSpliceOperation().getId(),
                        WireOperations.splices(operation).get(0));
            case NUMBERDELTAOPERATION -> {
                var delta = data.getNumberDeltaOperation();
                yield new Number(delta.getId(), delta.getNoOp(), delta.getDelta());
            }
            default -> throw new IllegalStateException("an operation that nobody made: " + operation);
        };
    }

    /** What happens to a property. */
    enum Change {
        ADD,
        SET,
        REMOVE
    }

    /** @param value of no meaning when the property is removed */
    record Property(Change change, boolean noOp, String key, DataValue value) implements WideStep {

        Property asNoOp() {
            return new Property(change, true, key, value);
        }

        Property as(Change other) {
            return new Property(other, noOp, key, value);
        }

        @Override
        public OperationData wire() {
            DiscreteOperationData.Builder data = DiscreteOperationData.newBuilder();
            switch (change) {
                case ADD ->
                    data.setObjectAddPropertyOperation(ObjectAddPropertyOperationData.newBuilder()
                            .setId(WideData.OBJECT_ID)
                            .setNoOp(noOp)
                            .setKey(key)
                            .setValue(value));
                case SET ->
                    data.setObjectSetPropertyOperation(ObjectSetPropertyOperationData.newBuilder()
                            .setId(WideData.OBJECT_ID)
                            .setNoOp(noOp)
                            .setKey(key)
                            .setValue(value));
                case REMOVE ->
                    data.setObjectRemovePropertyOperation(ObjectRemovePropertyOperationData.newBuilder()
                            .setId(WideData.OBJECT_ID)
                            .setNoOp(noOp)
                            .setKey(key));
            }
            return OperationData.newBuilder().setDiscreteOperation(data).build();
        }
    }

    /** @param id of the text */
    record Text(String id, Splice splice) implements WideStep {

        @Override
        public OperationData wire() {
            return WireOperations.operation(id, splice);
        }
    }

    /** @param id of the number */
    record Number(String id, boolean noOp, double delta) implements WideStep {

        @Override
        public OperationData wire() {
            return OperationData.newBuilder()
                    .setDiscreteOperation(DiscreteOperationData.newBuilder()
                            .setNumberDeltaOperation(NumberDeltaOperationData.newBuilder()
                                    .setId(id)
                                    .setNoOp(noOp)
                                    .setDelta(delta)))
                    .build();
        }
    }
}
