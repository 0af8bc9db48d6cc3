package dev.coterie.document;

/**
 * How a collection keeps its documents. Immutable.
 *
 * @param autoCreate whether opening a document that there is not may create it
 * @param milestoneEvery of older snapshots, one in so many entries is kept, so that no version is far from one; 0: none is
 */
public record CollectionPolicy(boolean autoCreate, long milestoneEvery, Retention retention) {

    /** What a collection begins with. */
    public static final CollectionPolicy USUAL = new CollectionPolicy(true, 10_000, Retention.ALL);

    public CollectionPolicy {
        if (milestoneEvery < 0) {
            throw new IllegalArgumentException("Every " + milestoneEvery + " entries is not possible");
        }
    }
}
