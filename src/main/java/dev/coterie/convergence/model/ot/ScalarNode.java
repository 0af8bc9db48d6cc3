package dev.coterie.convergence.model.ot;

/** A number, truth value, date or null of a live model. Confined to the owner of the model. */
final class ScalarNode extends ValueNode {

    private DataValue value;

    ScalarNode(DataValue value, int depth) {
        super(value.id(), depth);
        this.value = value;
    }

    /** Replaces the value by another one of the same kind and id. */
    void set(DataValue newValue) {
        value = newValue;
    }

    @Override
    ValueKind kind() {
        return value.kind();
    }

    @Override
    DataValue toValue() {
        return value;
    }
}
