package dev.coterie.convergence.model;

import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.ot.Operation;
import dev.coterie.convergence.wire.model.OperationData;

/** Values and operations between the wire and the transformations, for tests elsewhere. Stateless. */
public final class WireMapping {

    private WireMapping() {}

    public static ObjectValue value(dev.coterie.convergence.wire.model.ObjectValue value) {
        try {
            return ValueMapper.object(value);
        } catch (IncompleteMessageException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static dev.coterie.convergence.wire.model.ObjectValue wire(ObjectValue value) {
        return ValueMapper.wire(value);
    }

    public static Operation operation(OperationData operation) {
        try {
            return OperationMapper.operation(operation);
        } catch (IncompleteMessageException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static OperationData wire(Operation operation) {
        return OperationMapper.wire(operation);
    }
}
