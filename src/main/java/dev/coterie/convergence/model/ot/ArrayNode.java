package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.List;

/** An array of a live model. Confined to the owner of the model. */
final class ArrayNode extends ValueNode {

    private final List<ValueNode> elements = new ArrayList<>();

    ArrayNode(String id, int depth) {
        super(id, depth);
    }

    List<ValueNode> elements() {
        return elements;
    }

    List<DataValue> elementValues() {
        List<DataValue> values = new ArrayList<>(elements.size());
        elements.forEach(element -> values.add(element.toValue()));
        return values;
    }

    @Override
    ValueKind kind() {
        return ValueKind.ARRAY;
    }

    @Override
    ArrayValue toValue() {
        return new ArrayValue(id(), elementValues());
    }

    @Override
    List<ValueNode> children() {
        return elements;
    }
}
