package dev.coterie.cluster;

/** What an entity knows of the place where it runs. Immutable; its method may be called from the entity only. */
public interface EntityContext {

    /** The name by which the entity is addressed. */
    String name();

    /**
     * Asks to be stopped: the entity gets its type's stop command after everything that is on its way to it; commands
     * that arrive later go to its successor.
     */
    void passivate();
}
