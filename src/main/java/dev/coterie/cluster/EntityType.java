package dev.coterie.cluster;

import java.util.function.Function;

import org.apache.pekko.actor.typed.Behavior;

/**
 * A kind of entity.
 *
 * @param <C> the commands that it takes
 * @param name unique among the types, for instance {@code model}
 * @param commands the class of the commands
 * @param stop the command that makes the entity finish its work and stop
 * @param behavior makes the actor for one name; called on the entity's first command
 */
public record EntityType<C>(String name, Class<C> commands, C stop, Function<EntityContext, Behavior<C>> behavior) {}
