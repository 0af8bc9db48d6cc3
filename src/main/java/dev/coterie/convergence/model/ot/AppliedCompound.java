package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A batch with what its members replaced. Immutable. */
public record AppliedCompound(List<AppliedDiscrete> operations) implements AppliedOperation {

    public AppliedCompound {
        operations = List.copyOf(operations);
    }

    @Override
    public List<AppliedDiscrete> steps() {
        return operations;
    }

    @Override
    public CompoundOperation operation() {
        return new CompoundOperation(
                operations.stream().map(AppliedDiscrete::operation).toList());
    }

    @Override
    public CompoundOperation inverse() {
        List<DiscreteOperation> inverses = new ArrayList<>();
        operations.forEach(applied -> inverses.add(applied.inverse()));
        Collections.reverse(inverses);
        return new CompoundOperation(inverses);
    }
}
