package dev.coterie.convergence.model.ot;

import java.util.List;

/**
 * A batch: committed as one version. Never nested. Immutable.
 *
 * @param operations in order, each made on the result of those before it; may be empty
 */
public record CompoundOperation(List<DiscreteOperation> operations) implements Operation {

    public CompoundOperation {
        operations = List.copyOf(operations);
    }

    @Override
    public List<DiscreteOperation> steps() {
        return operations;
    }
}
