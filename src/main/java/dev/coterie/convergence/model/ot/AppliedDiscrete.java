package dev.coterie.convergence.model.ot;

import java.util.List;

/**
 * A step with what it replaced. Immutable.
 *
 * @param before of the type that fits the operation's kind (each type names its kinds); of any type, and without
 *     meaning, when the step is a no-op
 */
public record AppliedDiscrete(DiscreteOperation operation, Before before) implements AppliedOperation {

    /**
     * @throws IllegalArgumentException if the old state is not of the type that an effective step of this kind needs
     */
    public AppliedDiscrete {
        if (!operation.noOp() && !typeOfBefore(operation.kind()).isInstance(before)) {
            throw new IllegalArgumentException("wrong old state for " + operation.kind());
        }
    }

    private static Class<? extends Before> typeOfBefore(OperationKind kind) {
        return switch (kind) {
            case STRING_SPLICE, STRING_SET -> Before.Text.class;
            case ARRAY_INSERT, ARRAY_MOVE, OBJECT_ADD_PROPERTY -> Before.Nothing.class;
            case ARRAY_REMOVE, ARRAY_REPLACE, OBJECT_SET_PROPERTY, OBJECT_REMOVE_PROPERTY -> Before.Value.class;
            case ARRAY_SET -> Before.Elements.class;
            case OBJECT_SET -> Before.Properties.class;
            case NUMBER_DELTA, NUMBER_SET -> Before.Number.class;
            case BOOLEAN_SET -> Before.Truth.class;
            case DATE_SET -> Before.Moment.class;
        };
    }

    @Override
    public List<AppliedDiscrete> steps() {
        return List.of(this);
    }

    @Override
    public DiscreteOperation inverse() {
        if (operation.noOp()) {
            return operation;
        }
        String id = operation.id();
        return switch (operation.kind()) {
            case STRING_SPLICE -> inverse((StringSplice) operation);
            case STRING_SET -> new StringSet(id, false, ((Before.Text) before).text());
            case ARRAY_INSERT -> new ArrayRemove(id, false, ((ArrayInsert) operation).index());
            case ARRAY_REMOVE -> new ArrayInsert(id, false, ((ArrayRemove) operation).index(), oldValue());
            case ARRAY_REPLACE -> new ArrayReplace(id, false, ((ArrayReplace) operation).index(), oldValue());
            case ARRAY_MOVE -> inverse((ArrayMove) operation);
            case ARRAY_SET -> new ArraySet(id, false, ((Before.Elements) before).elements());
            case OBJECT_ADD_PROPERTY -> new ObjectRemoveProperty(id, false, key());
            case OBJECT_SET_PROPERTY -> new ObjectSetProperty(id, false, key(), oldValue());
            case OBJECT_REMOVE_PROPERTY -> new ObjectAddProperty(id, false, key(), oldValue());
            case OBJECT_SET -> new ObjectSet(id, false, ((Before.Properties) before).properties());
            case NUMBER_DELTA, NUMBER_SET -> new NumberSet(id, false, ((Before.Number) before).number());
            case BOOLEAN_SET -> new BooleanSet(id, false, ((Before.Truth) before).truth());
            case DATE_SET -> new DateSet(id, false, ((Before.Moment) before).moment());
        };
    }

    private StringSplice inverse(StringSplice splice) {
        String removed = ((Before.Text) before).text();
        return new StringSplice(
                splice.id(), false, splice.index(), splice.text().length(), removed);
    }

    private static ArrayMove inverse(ArrayMove move) {
        return new ArrayMove(move.id(), false, move.toIndex(), move.fromIndex());
    }

    private String key() {
        return ((PropertyOperation) operation).key();
    }

    private DataValue oldValue() {
        return ((Before.Value) before).value();
    }
}
