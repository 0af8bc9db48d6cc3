package dev.coterie.convergence.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.coterie.convergence.model.ot.AppliedCompound;
import dev.coterie.convergence.model.ot.AppliedDiscrete;
import dev.coterie.convergence.model.ot.AppliedOperation;
import dev.coterie.convergence.model.ot.ArrayInsert;
import dev.coterie.convergence.model.ot.ArrayMove;
import dev.coterie.convergence.model.ot.ArrayRemove;
import dev.coterie.convergence.model.ot.ArrayReplace;
import dev.coterie.convergence.model.ot.ArraySet;
import dev.coterie.convergence.model.ot.Before;
import dev.coterie.convergence.model.ot.BooleanSet;
import dev.coterie.convergence.model.ot.DataValue;
import dev.coterie.convergence.model.ot.DateSet;
import dev.coterie.convergence.model.ot.DiscreteOperation;
import dev.coterie.convergence.model.ot.NumberDelta;
import dev.coterie.convergence.model.ot.NumberSet;
import dev.coterie.convergence.model.ot.ObjectAddProperty;
import dev.coterie.convergence.model.ot.ObjectRemoveProperty;
import dev.coterie.convergence.model.ot.ObjectSet;
import dev.coterie.convergence.model.ot.ObjectSetProperty;
import dev.coterie.convergence.model.ot.StringSet;
import dev.coterie.convergence.model.ot.StringSplice;
import dev.coterie.convergence.wire.Timestamps;
import dev.coterie.convergence.wire.model.AppliedDiscreteOperationData;
import dev.coterie.convergence.wire.model.AppliedOperationData;

/** Applied operations between their wire form, in which they are stored as well, and ours. Thread-safe: no state. */
final class AppliedOperationMapper {

    private static final Before NOTHING = new Before.Nothing();

    private AppliedOperationMapper() {}

    static AppliedOperationData wire(AppliedOperation operation) {
        AppliedOperationData.Builder wire = AppliedOperationData.newBuilder();
        if (operation instanceof AppliedDiscrete discrete) {
            wire.setDiscreteOperation(wire(discrete));
        } else {
            var compound = wire.getCompoundOperationBuilder();
            operation.steps().forEach(step -> compound.addOperations(wire(step)));
        }
        return wire.build();
    }

    private static AppliedDiscreteOperationData wire(AppliedDiscrete applied) {
        AppliedDiscreteOperationData.Builder wire = AppliedDiscreteOperationData.newBuilder();
        DiscreteOperation operation = applied.operation();
        Before before = applied.before();
        String id = operation.id();
        boolean noOp = operation.noOp();
        switch (operation.kind()) {
            case STRING_SPLICE -> {
                StringSplice op = (StringSplice) operation;
                wire.getStringSpliceOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setIndex(op.index())
                        .setDeletedValue(text(before))
                        .setInsertedValue(op.text());
            }
            case STRING_SET ->
                wire.getStringSetOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setValue(((StringSet) operation).value())
                        .setOldValue(text(before));
            case ARRAY_INSERT -> {
                ArrayInsert op = (ArrayInsert) operation;
                wire.getArrayInsertOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setIndex(op.index())
                        .setValue(ValueMapper.wire(op.value()));
            }
            case ARRAY_REMOVE -> {
                var removal = wire.getArrayRemoveOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setIndex(((ArrayRemove) operation).index());
                if (before instanceof Before.Value old) {
                    removal.setOldValue(ValueMapper.wire(old.value()));
                }
            }
            case ARRAY_REPLACE -> {
                ArrayReplace op = (ArrayReplace) operation;
                var replacement = wire.getArrayReplaceOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setIndex(op.index())
                        .setValue(ValueMapper.wire(op.value()));
                if (before instanceof Before.Value old) {
                    replacement.setOldValue(ValueMapper.wire(old.value()));
                }
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
                var set = wire.getArraySetOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .addAllValues(ValueMapper.wire(((ArraySet) operation).values()));
                if (before instanceof Before.Elements old) {
                    set.addAllOldValues(ValueMapper.wire(old.elements()));
                }
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
                var set = wire.getObjectSetPropertyOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setKey(op.key())
                        .setValue(ValueMapper.wire(op.value()));
                if (before instanceof Before.Value old) {
                    set.setOldValue(ValueMapper.wire(old.value()));
                }
            }
            case OBJECT_REMOVE_PROPERTY -> {
                var removal = wire.getObjectRemovePropertyOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setKey(((ObjectRemoveProperty) operation).key());
                if (before instanceof Before.Value old) {
                    removal.setOldValue(ValueMapper.wire(old.value()));
                }
            }
            case OBJECT_SET -> {
                var set = wire.getObjectSetOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .putAllValues(ValueMapper.wire(((ObjectSet) operation).values()));
                if (before instanceof Before.Properties old) {
                    set.putAllOldValues(ValueMapper.wire(old.properties()));
                }
            }
            case NUMBER_DELTA ->
                wire.getNumberDeltaOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setDelta(((NumberDelta) operation).delta());
            case NUMBER_SET ->
                wire.getNumberSetOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setValue(((NumberSet) operation).value())
                        .setOldValue(before instanceof Before.Number old ? old.number() : 0);
            case BOOLEAN_SET ->
                wire.getBooleanSetOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setValue(((BooleanSet) operation).value())
                        .setOldValue(before instanceof Before.Truth old && old.truth());
            case DATE_SET -> {
                var set = wire.getDateSetOperationBuilder()
                        .setId(id)
                        .setNoOp(noOp)
                        .setValue(Timestamps.of(((DateSet) operation).value()));
                if (before instanceof Before.Moment old) {
                    set.setOldValue(Timestamps.of(old.moment()));
                }
            }
        }
        return wire.build();
    }

    private static String text(Before before) {
        return before instanceof Before.Text old ? old.text() : "";
    }

    /** @param numbersBefore what number deltas found, by index of the step */
    static AppliedOperation operation(AppliedOperationData data, Map<Integer, Double> numbersBefore)
            throws IncompleteMessageException {
        return switch (data.getOperationCase()) {
            case DISCRETEOPERATION -> discrete(data.getDiscreteOperation(), numbersBefore.getOrDefault(0, 0.0));
            case COMPOUNDOPERATION -> {
                List<AppliedDiscrete> members = new ArrayList<>();
                for (AppliedDiscreteOperationData member :
                        data.getCompoundOperation().getOperationsList()) {
                    members.add(discrete(member, numbersBefore.getOrDefault(members.size(), 0.0)));
                }
                yield new AppliedCompound(members);
            }
            case OPERATION_NOT_SET -> throw new IncompleteMessageException("an operation has no kind");
        };
    }

    private static AppliedDiscrete discrete(AppliedDiscreteOperationData data, double numberBefore)
            throws IncompleteMessageException {
        return switch (data.getOperationCase()) {
            case STRINGSPLICEOPERATION -> {
                var op = data.getStringSpliceOperation();
                yield applied(
                        new StringSplice(
                                op.getId(),
                                op.getNoOp(),
                                op.getIndex(),
                                op.getDeletedValue().length(),
                                op.getInsertedValue()),
                        new Before.Text(op.getDeletedValue()));
            }
            case STRINGSETOPERATION -> {
                var op = data.getStringSetOperation();
                yield applied(
                        new StringSet(op.getId(), op.getNoOp(), op.getValue()), new Before.Text(op.getOldValue()));
            }
            case ARRAYINSERTOPERATION -> {
                var op = data.getArrayInsertOperation();
                DataValue value = OperationMapper.value(op.hasValue(), op.getNoOp(), op.getValue());
                yield applied(new ArrayInsert(op.getId(), op.getNoOp(), op.getIndex(), value), NOTHING);
            }
            case ARRAYREMOVEOPERATION -> {
                var op = data.getArrayRemoveOperation();
                DataValue old = OperationMapper.value(op.hasOldValue(), op.getNoOp(), op.getOldValue());
                yield applied(new ArrayRemove(op.getId(), op.getNoOp(), op.getIndex()), new Before.Value(old));
            }
            case ARRAYREPLACEOPERATION -> {
                var op = data.getArrayReplaceOperation();
                DataValue value = OperationMapper.value(op.hasValue(), op.getNoOp(), op.getValue());
                DataValue old = OperationMapper.value(op.hasOldValue(), op.getNoOp(), op.getOldValue());
                yield applied(new ArrayReplace(op.getId(), op.getNoOp(), op.getIndex(), value), new Before.Value(old));
            }
            case ARRAYMOVEOPERATION -> {
                var op = data.getArrayMoveOperation();
                yield applied(new ArrayMove(op.getId(), op.getNoOp(), op.getFromIndex(), op.getToIndex()), NOTHING);
            }
            case ARRAYSETOPERATION -> {
                var op = data.getArraySetOperation();
                yield applied(
                        new ArraySet(op.getId(), op.getNoOp(), ValueMapper.elements(op.getValuesList())),
                        new Before.Elements(ValueMapper.elements(op.getOldValuesList())));
            }
            case OBJECTADDPROPERTYOPERATION -> {
                var op = data.getObjectAddPropertyOperation();
                DataValue value = OperationMapper.value(op.hasValue(), op.getNoOp(), op.getValue());
                yield applied(new ObjectAddProperty(op.getId(), op.getNoOp(), op.getKey(), value), NOTHING);
            }
            case OBJECTSETPROPERTYOPERATION -> {
                var op = data.getObjectSetPropertyOperation();
                DataValue value = OperationMapper.value(op.hasValue(), op.getNoOp(), op.getValue());
                DataValue old = OperationMapper.value(op.hasOldValue(), op.getNoOp(), op.getOldValue());
                yield applied(
                        new ObjectSetProperty(op.getId(), op.getNoOp(), op.getKey(), value), new Before.Value(old));
            }
            case OBJECTREMOVEPROPERTYOPERATION -> {
                var op = data.getObjectRemovePropertyOperation();
                DataValue old = OperationMapper.value(op.hasOldValue(), op.getNoOp(), op.getOldValue());
                yield applied(new ObjectRemoveProperty(op.getId(), op.getNoOp(), op.getKey()), new Before.Value(old));
            }
            case OBJECTSETOPERATION -> {
                var op = data.getObjectSetOperation();
                yield applied(
                        new ObjectSet(op.getId(), op.getNoOp(), ValueMapper.properties(op.getValuesMap())),
                        new Before.Properties(ValueMapper.properties(op.getOldValuesMap())));
            }
            case NUMBERDELTAOPERATION -> {
                var op = data.getNumberDeltaOperation();
                yield applied(
                        new NumberDelta(op.getId(), op.getNoOp(), op.getDelta()), new Before.Number(numberBefore));
            }
            case NUMBERSETOPERATION -> {
                var op = data.getNumberSetOperation();
                yield applied(
                        new NumberSet(op.getId(), op.getNoOp(), op.getValue()), new Before.Number(op.getOldValue()));
            }
            case BOOLEANSETOPERATION -> {
                var op = data.getBooleanSetOperation();
                yield applied(
                        new BooleanSet(op.getId(), op.getNoOp(), op.getValue()), new Before.Truth(op.getOldValue()));
            }
            case DATESETOPERATION -> {
                var op = data.getDateSetOperation();
                yield applied(
                        new DateSet(op.getId(), op.getNoOp(), ValueMapper.instant(op.getValue())),
                        new Before.Moment(ValueMapper.instant(op.getOldValue())));
            }
            case OPERATION_NOT_SET -> throw new IncompleteMessageException("an operation has no kind");
        };
    }

    private static AppliedDiscrete applied(DiscreteOperation operation, Before before) {
        return new AppliedDiscrete(operation, operation.noOp() ? NOTHING : before);
    }
}
