package dev.coterie.convergence.model;

import java.util.ArrayList;
import java.util.List;

import dev.coterie.convergence.model.ot.ArrayInsert;
import dev.coterie.convergence.model.ot.ArrayMove;
import dev.coterie.convergence.model.ot.ArrayRemove;
import dev.coterie.convergence.model.ot.ArrayReplace;
import dev.coterie.convergence.model.ot.ArraySet;
import dev.coterie.convergence.model.ot.BooleanSet;
import dev.coterie.convergence.model.ot.CompoundOperation;
import dev.coterie.convergence.model.ot.DataValue;
import dev.coterie.convergence.model.ot.DateSet;
import dev.coterie.convergence.model.ot.DiscreteOperation;
import dev.coterie.convergence.model.ot.NullValue;
import dev.coterie.convergence.model.ot.NumberDelta;
import dev.coterie.convergence.model.ot.NumberSet;
import dev.coterie.convergence.model.ot.ObjectAddProperty;
import dev.coterie.convergence.model.ot.ObjectRemoveProperty;
import dev.coterie.convergence.model.ot.ObjectSet;
import dev.coterie.convergence.model.ot.ObjectSetProperty;
import dev.coterie.convergence.model.ot.Operation;
import dev.coterie.convergence.model.ot.StringSet;
import dev.coterie.convergence.model.ot.StringSplice;
import dev.coterie.convergence.wire.Timestamps;
import dev.coterie.convergence.wire.model.DiscreteOperationData;
import dev.coterie.convergence.wire.model.OperationData;

/** Operations between their wire form and ours. Thread-safe: it has no state. */
final class OperationMapper {

    private OperationMapper() {}

    /** @throws IncompleteMessageException when a part is missing that the operation cannot do without */
    static Operation operation(OperationData data) throws IncompleteMessageException {
        return switch (data.getOperationCase()) {
            case DISCRETEOPERATION -> discrete(data.getDiscreteOperation());
            case COMPOUNDOPERATION -> {
                List<DiscreteOperation> members = new ArrayList<>();
                for (DiscreteOperationData member : data.getCompoundOperation().getOperationsList()) {
                    members.add(discrete(member));
                }
                yield new CompoundOperation(members);
            }
            case OPERATION_NOT_SET -> throw new IncompleteMessageException("an operation has no kind");
        };
    }

    private static DiscreteOperation discrete(DiscreteOperationData data) throws IncompleteMessageException {
        return switch (data.getOperationCase()) {
            case STRINGSPLICEOPERATION -> {
                var op = data.getStringSpliceOperation();
                yield new StringSplice(
                        op.getId(), op.getNoOp(), op.getIndex(), op.getDeleteCount(), op.getInsertedValue());
            }
            case STRINGSETOPERATION -> {
                var op = data.getStringSetOperation();
                yield new StringSet(op.getId(), op.getNoOp(), op.getValue());
            }
            case ARRAYINSERTOPERATION -> {
                var op = data.getArrayInsertOperation();
                yield new ArrayInsert(
                        op.getId(), op.getNoOp(), op.getIndex(), value(op.hasValue(), op.getNoOp(), op.getValue()));
            }
            case ARRAYREMOVEOPERATION -> {
                var op = data.getArrayRemoveOperation();
                yield new ArrayRemove(op.getId(), op.getNoOp(), op.getIndex());
            }
            case ARRAYREPLACEOPERATION -> {
                var op = data.getArrayReplaceOperation();
                yield new ArrayReplace(
                        op.getId(), op.getNoOp(), op.getIndex(), value(op.hasValue(), op.getNoOp(), op.getValue()));
            }
            case ARRAYMOVEOPERATION -> {
                var op = data.getArrayMoveOperation();
                yield new ArrayMove(op.getId(), op.getNoOp(), op.getFromIndex(), op.getToIndex());
            }
            case ARRAYSETOPERATION -> {
                var op = data.getArraySetOperation();
                yield new ArraySet(op.getId(), op.getNoOp(), ValueMapper.elements(op.getValuesList()));
            }
            case OBJECTADDPROPERTYOPERATION -> {
                var op = data.getObjectAddPropertyOperation();
                yield new ObjectAddProperty(
                        op.getId(), op.getNoOp(), op.getKey(), value(op.hasValue(), op.getNoOp(), op.getValue()));
            }
            case OBJECTSETPROPERTYOPERATION -> {
                var op = data.getObjectSetPropertyOperation();
                yield new ObjectSetProperty(
                        op.getId(), op.getNoOp(), op.getKey(), value(op.hasValue(), op.getNoOp(), op.getValue()));
            }
            case OBJECTREMOVEPROPERTYOPERATION -> {
                var op = data.getObjectRemovePropertyOperation();
                yield new ObjectRemoveProperty(op.getId(), op.getNoOp(), op.getKey());
            }
            case OBJECTSETOPERATION -> {
                var op = data.getObjectSetOperation();
                yield new ObjectSet(op.getId(), op.getNoOp(), ValueMapper.properties(op.getValuesMap()));
            }
            case NUMBERDELTAOPERATION -> {
                var op = data.getNumberDeltaOperation();
                yield new NumberDelta(op.getId(), op.getNoOp(), op.getDelta());
            }
            case NUMBERSETOPERATION -> {
                var op = data.getNumberSetOperation();
                yield new NumberSet(op.getId(), op.getNoOp(), op.getValue());
            }
            case BOOLEANSETOPERATION -> {
                var op = data.getBooleanSetOperation();
                yield new BooleanSet(op.getId(), op.getNoOp(), op.getValue());
            }
            case DATESETOPERATION -> {
                var op = data.getDateSetOperation();
                yield new DateSet(op.getId(), op.getNoOp(), ValueMapper.instant(op.getValue()));
            }
            case OPERATION_NOT_SET -> throw new IncompleteMessageException("an operation has no kind");
        };
    }

    /** A no-op needs no value. */
    static DataValue value(boolean present, boolean noOp, dev.coterie.convergence.wire.model.DataValue value)
            throws IncompleteMessageException {
        if (present) {
            return ValueMapper.value(value);
        }
        if (noOp) {
            return new NullValue("");
        }
        throw new IncompleteMessageException("an operation has no value");
    }

    static OperationData wire(Operation operation) {
        OperationData.Builder wire = OperationData.newBuilder();
        if (operation instanceof DiscreteOperation discrete) {
            wire.setDiscreteOperation(wire(discrete));
        } else {
            var compound = wire.getCompoundOperationBuilder();
            operation.steps().forEach(step -> compound.addOperations(wire(step)));
        }
        return wire.build();
    }

    private static DiscreteOperationData wire(DiscreteOperation operation) {
        DiscreteOperationData.Builder wire = DiscreteOperationData.newBuilder();
        String id = operation.id();
        boolean noOp = operation.noOp();
        switch (operation.kind()) {
            case STRING_SPLICE -> {
                StringSplice op = (StringSplice) operation;
                wire.getStringSpliceOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setIndex(op.index())
                        .setDeleteCount(op.deleteCount())
                        .setInsertedValue(op.text());
            }
            case STRING_SET -> {
                StringSet op = (StringSet) operation;
                wire.getStringSetOperationBuilder().setId(id).setNoOp(noOp).setValue(op.value());
            }
            case ARRAY_INSERT -> {
                ArrayInsert op = (ArrayInsert) operation;
                wire.getArrayInsertOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setIndex(op.index())
                        .setValue(ValueMapper.wire(op.value()));
            }
            case ARRAY_REMOVE -> {
                ArrayRemove op = (ArrayRemove) operation;
                wire.getArrayRemoveOperationBuilder().setId(id).setNoOp(noOp).setIndex(op.index());
            }
            case ARRAY_REPLACE -> {
                ArrayReplace op = (ArrayReplace) operation;
                wire.getArrayReplaceOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setIndex(op.index())
                        .setValue(ValueMapper.wire(op.value()));
            }
            case ARRAY_MOVE -> {
                ArrayMove op = (ArrayMove) operation;
                wire.getArrayMoveOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setFromIndex(op.fromIndex())
                        .setToIndex(op.toIndex());
            }
            case ARRAY_SET -> {
                ArraySet op = (ArraySet) operation;
                wire.getArraySetOperationBuilder().setId(id).setNoOp(noOp).addAllValues(ValueMapper.wire(op.values()));
            }
            case OBJECT_ADD_PROPERTY -> {
                ObjectAddProperty op = (ObjectAddProperty) operation;
                wire.getObjectAddPropertyOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setKey(op.key())
                        .setValue(ValueMapper.wire(op.value()));
            }
            case OBJECT_SET_PROPERTY -> {
                ObjectSetProperty op = (ObjectSetProperty) operation;
                wire.getObjectSetPropertyOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setKey(op.key())
                        .setValue(ValueMapper.wire(op.value()));
            }
            case OBJECT_REMOVE_PROPERTY -> {
                ObjectRemoveProperty op = (ObjectRemoveProperty) operation;
                wire.getObjectRemovePropertyOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setKey(op.key());
            }
            case OBJECT_SET -> {
                ObjectSet op = (ObjectSet) operation;
                wire.getObjectSetOperationBuilder().setId(id).setNoOp(noOp).putAllValues(ValueMapper.wire(op.values()));
            }
            case NUMBER_DELTA -> {
                NumberDelta op = (NumberDelta) operation;
                wire.getNumberDeltaOperationBuilder().setId(id).setNoOp(noOp).setDelta(op.delta());
            }
            case NUMBER_SET -> {
                NumberSet op = (NumberSet) operation;
                wire.getNumberSetOperationBuilder().setId(id).setNoOp(noOp).setValue(op.value());
            }
            case BOOLEAN_SET -> {
                BooleanSet op = (BooleanSet) operation;
                wire.getBooleanSetOperationBuilder().setId(id).setNoOp(noOp).setValue(op.value());
            }
            case DATE_SET -> {
                DateSet op = (DateSet) operation;
                wire.getDateSetOperationBuilder().setId(id).setNoOp(noOp).setValue(Timestamps.of(op.value()));
            }
        }
        return wire.build();
    }
}
