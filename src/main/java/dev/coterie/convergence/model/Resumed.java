package dev.coterie.convergence.model;

import java.util.function.Supplier;

import org.apache.pekko.actor.typed.Behavior;

/**
 * A model goes on where it waited for something. Only ever sent by an entity to itself.
 *
 * @param owner the state of the entity that waited; when the entity has left it, the step is not made
 * @param step what to do, and how the entity behaves then
 */
record Resumed(Object owner, Supplier<Behavior<ModelCommand>> step) implements ModelCommand {}
