package dev.coterie.convergence.model.ot;

/**
 * What one model may hold. Immutable.
 *
 * @param maxValues number of values
 * @param maxCharacters UTF-16 code units of all texts, property names and value ids together, at most 2^30
 * @param maxDepth levels of nesting, the root being the first; the wire format nests three messages for each, and
 *     decoders commonly give up at 100
 * @param maxHistory number of committed operations that are kept for slow sessions: one that lags further behind can
 *     no longer submit
 * @param maxReferences number of references per session
 */
public record ModelLimits(int maxValues, int maxCharacters, int maxDepth, int maxHistory, int maxReferences) {

    /** A million values, 64 Mi code units, 25 levels, 10,000 operations, 1,000 references. */
    public static final ModelLimits DEFAULT = new ModelLimits(1_000_000, 1 << 26, 25, 10_000, 1_000);

    public ModelLimits {
        if (maxValues < 1 || maxCharacters < 1 || maxDepth < 1 || maxHistory < 1 || maxReferences < 0) {
            throw new IllegalArgumentException("limits must be positive");
        }
        if (maxCharacters > 1 << 30) {
            throw new IllegalArgumentException("maxCharacters must be at most 2^30");
        }
    }

    boolean allow(ModelSize size) {
        return size.values() <= maxValues && size.characters() <= maxCharacters;
    }
}
