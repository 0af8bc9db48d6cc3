package dev.coterie.convergence.model.ot;

import java.util.List;

/**
 * An operation in the form in which it was committed, with what it replaced, so that history can be walked back.
 * Immutable.
 */
public sealed interface AppliedOperation permits AppliedDiscrete, AppliedCompound {

    /** Returns the steps in order: the operation itself, or the members of a compound. */
    List<AppliedDiscrete> steps();

    /** Returns the operation without what it replaced. */
    Operation operation();

    /** Returns the operation that leads back, to be applied right after this one. */
    Operation inverse();
}
