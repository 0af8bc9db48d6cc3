package dev.coterie.convergence.model.ot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A map of named values. Immutable.
 *
 * @param children by property name; the order is kept but no part of equality
 */
public record ObjectValue(String id, Map<String, DataValue> children) implements DataValue {

    public ObjectValue {
        Objects.requireNonNull(id);
        children = immutable(children);
    }

    @Override
    public ValueKind kind() {
        return ValueKind.OBJECT;
    }

    /** Copies a map of properties: ordered, unmodifiable, without nulls. */
    static Map<String, DataValue> immutable(Map<String, DataValue> properties) {
        Map<String, DataValue> copy = new LinkedHashMap<>(properties);
        copy.forEach((key, value) -> {
            Objects.requireNonNull(key);
            Objects.requireNonNull(value);
        });
        return Collections.unmodifiableMap(copy);
    }
}
