package dev.coterie.cluster;

import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * What entities ask of a node's gateway: it hands on to that node's connections, in the order in which one entity told
 * it. Groups are the entities' audiences.
 *
 * @param <E> what connections are told
 */
public sealed interface GatewayCommand<E> {

    /** Adds a connection to a group. */
    record Join<E>(String group, String id, ActorRef<E> connection) implements GatewayCommand<E> {}

    /** Takes a connection out of a group; nothing happens when it is not in it. */
    record Leave<E>(String group, String id) implements GatewayCommand<E> {}

    /** Tells one connection, a member of a group or not. */
    record Send<E>(ActorRef<E> connection, E event) implements GatewayCommand<E> {}

    /** Tells every connection of a group, but for one. */
    record Publish<E>(String group, E event, @Nullable String exceptId) implements GatewayCommand<E> {}
}
