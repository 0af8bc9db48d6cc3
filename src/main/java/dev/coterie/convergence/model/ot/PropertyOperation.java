package dev.coterie.convergence.model.ot;

/** A step on one property of an {@link ObjectValue}. */
public sealed interface PropertyOperation extends ObjectOperation
        permits ObjectAddProperty, ObjectSetProperty, ObjectRemoveProperty {

    /** Returns the name of the property. */
    String key();

    @Override
    PropertyOperation asNoOp();
}
