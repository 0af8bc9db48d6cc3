package dev.coterie.cluster;

/**
 * Addresses the entities of one type, wherever they live. Thread-safe.
 *
 * @param <C> the commands that they take
 */
public interface Entities<C> {

    /** Tells the entity of that name, which is started if it does not run. Commands from one thread stay in order. */
    void tell(String name, C command);
}
