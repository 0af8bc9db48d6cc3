package dev.coterie.zwibbler.board;

import java.util.function.Supplier;

import org.apache.pekko.actor.typed.Behavior;

/**
 * A board goes on where it waited for something. Only ever sent by an entity to itself.
 *
 * @param owner the state of the entity that waited; when the entity has left it, the step is not made
 * @param step what to do, and how the entity behaves then
 */
record Resumed(Object owner, Supplier<Behavior<BoardCommand>> step) implements BoardCommand {}
