package dev.coterie.convergence.model.ot;

/** A reference with what it points to now: a cursor or a selection, for example. Immutable. */
public record Reference(ReferenceId id, ReferenceValues values) {}
