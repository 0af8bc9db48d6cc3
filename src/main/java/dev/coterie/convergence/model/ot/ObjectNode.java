package dev.coterie.convergence.model.ot;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** An object of a live model. Confined to the owner of the model. */
final class ObjectNode extends ValueNode {

    private final Map<String, ValueNode> properties = new LinkedHashMap<>();

    ObjectNode(String id, int depth) {
        super(id, depth);
    }

    Map<String, ValueNode> properties() {
        return properties;
    }

    Map<String, DataValue> propertyValues() {
        Map<String, DataValue> values = new LinkedHashMap<>();
        properties.forEach((key, child) -> values.put(key, child.toValue()));
        return values;
    }

    @Override
    ValueKind kind() {
        return ValueKind.OBJECT;
    }

    @Override
    ObjectValue toValue() {
        return new ObjectValue(id(), propertyValues());
    }

    @Override
    Collection<ValueNode> children() {
        return properties.values();
    }

    @Override
    int characters() {
        return super.characters()
                + properties.keySet().stream().mapToInt(String::length).sum();
    }
}
