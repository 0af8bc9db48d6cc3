package dev.coterie.convergence.model.ot;

/**
 * A node of a model's data, with everything below it. The id is unique within the model, never reused, and part of
 * equality. Immutable.
 */
public sealed interface DataValue
        permits ObjectValue, ArrayValue, StringValue, DoubleValue, BooleanValue, NullValue, DateValue {

    /** Returns the id, unique within the model. */
    String id();

    /** Returns the kind, which tells the implementing record. */
    ValueKind kind();
}
