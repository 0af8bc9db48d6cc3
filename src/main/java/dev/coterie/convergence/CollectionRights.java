package dev.coterie.convergence;

/**
 * What somebody may do in a collection: create models, and with the models in it what section 5.7 of the protocol names.
 * Immutable.
 */
public record CollectionRights(boolean create, boolean read, boolean write, boolean remove, boolean manage) {

    public static final CollectionRights ALL = new CollectionRights(true, true, true, true, true);

    /** What one of the two allows. */
    public CollectionRights or(CollectionRights other) {
        return new CollectionRights(
                create || other.create,
                read || other.read,
                write || other.write,
                remove || other.remove,
                manage || other.manage);
    }
}
