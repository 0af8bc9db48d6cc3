package dev.coterie.convergence.model.ot;

/**
 * What one model may hold, and what may be done with it. Immutable.
 *
 * @param maxValues number of values
 * @param maxCharacters UTF-16 code units of all texts, property names and value ids together, at most 2^30
 * @param maxDepth levels of nesting, the root being the first; the wire format nests three messages for each, and
 *     decoders commonly give up at 100
 * @param maxChildren number of properties of one object, and of elements of one array
 * @param maxStringLength UTF-16 code units of one text
 * @param maxSteps number of operations in one compound of a session
 * @param maxHistory number of committed operations that are kept for slow sessions: one that lags further behind can
 *     no longer submit
 * @param maxReferences number of references per session
 */
public record ModelLimits(
        int maxValues,
        int maxCharacters,
        int maxDepth,
        int maxChildren,
        int maxStringLength,
        int maxSteps,
        int maxHistory,
        int maxReferences) {

    /**
     * A million values, 64 Mi code units, 25 levels, a million children, 64 Mi code units in one text, 10,000 steps,
     * 10,000 operations, 1,000 references.
     */
    public static final ModelLimits DEFAULT =
            new ModelLimits(1_000_000, 1 << 26, 25, 1_000_000, 1 << 26, 10_000, 10_000, 1_000);

    /** For what is stored already: none of it is too large. No references. */
    public static final ModelLimits NONE = new ModelLimits(
            Integer.MAX_VALUE,
            1 << 30,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            0);

    public ModelLimits {
        requirePositive(maxValues, maxCharacters, maxDepth, maxChildren, maxStringLength, maxSteps, maxHistory);
        if (maxReferences < 0) {
            throw new IllegalArgumentException("limits must not be negative");
        }
        if (maxCharacters > 1 << 30) {
            throw new IllegalArgumentException("maxCharacters must be at most 2^30");
        }
    }

    private static void requirePositive(int... limits) {
        for (int limit : limits) {
            if (limit < 1) {
                throw new IllegalArgumentException("limits must be positive");
            }
        }
    }

    boolean allow(ModelSize size) {
        return size.values() <= maxValues && size.characters() <= maxCharacters;
    }
}
