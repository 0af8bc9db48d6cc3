package dev.coterie.cluster;

import org.apache.pekko.actor.typed.ActorRef;

/**
 * One client connection, as an entity can reach it from any node. Immutable.
 *
 * @param <E> what the connection is told
 * @param id unique among all connections, for ever
 * @param connection the actor of the connection
 * @param gateway the gateway of the node that the connection is on
 */
public record Member<E>(String id, ActorRef<E> connection, ActorRef<GatewayCommand<E>> gateway) {}
