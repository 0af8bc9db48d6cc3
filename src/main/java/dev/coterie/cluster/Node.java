package dev.coterie.cluster;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** This server as a place where entities and connections live. Thread-safe. */
public interface Node {

    /**
     * Hosts a type of entity; called once per type, when the application starts.
     *
     * @return how the entities are addressed
     */
    <C> Entities<C> host(EntityType<C> type);

    /** The node's gateway for one kind of event; always the same for the same kind. */
    <E> ActorRef<GatewayCommand<E>> gateway(Class<E> events);

    /**
     * A connection of this node, as entities want to know it.
     *
     * @param id unique among all connections, for ever
     */
    default <E> Member<E> member(Class<E> events, String id, ActorRef<E> connection) {
        return new Member<>(id, connection, gateway(events));
    }

    /**
     * Starts an actor that is no entity, for instance a connection.
     *
     * @param prefix what its name begins with: letters, digits and hyphens
     */
    <T> ActorRef<T> spawn(Behavior<T> behavior, String prefix);
}
