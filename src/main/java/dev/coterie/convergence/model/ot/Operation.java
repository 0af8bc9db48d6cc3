package dev.coterie.convergence.model.ot;

import java.util.List;

/** A change of a model: one step, or several that count as one (a batch). Immutable. */
public sealed interface Operation permits DiscreteOperation, CompoundOperation {

    /** Returns the steps in order: the operation itself, or the members of a compound. */
    List<DiscreteOperation> steps();
}
