package dev.coterie.convergence.model;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import dev.coterie.convergence.model.ot.ModelLimits;

/**
 * What realtime models may cost. Immutable.
 *
 * @param maxCharacters Most characters (UTF-16 code units) in the texts, property names and value ids of one model
 * @param maxValues Most values (strings, numbers, objects, array elements and so on) in one model
 * @param maxDepth Most levels of values inside values, the model itself being the first; at most 95, which is as deep
 *     as a message can be
 * @param maxChildren Most properties of one object, and most elements of one array
 * @param maxStringLength Most characters (UTF-16 code units) in one text
 * @param maxBatchOperations Most operations in one batch (a compound operation)
 * @param maxOperationSize Largest operation that a client may send
 * @param maxReferenceSize Largest reference (cursor, selection) that a client may share
 * @param maxReferences Most references that one session may share in one model
 * @param maxLag Most operations that a session may lag behind before it is no longer let write
 * @param maxReplay Most operations that a client that was away is sent; one that was away for longer has to open the
 *     model anew
 * @param recentOperations Operations that a live model keeps in memory for clients that come back
 * @param idleTime How long a model that nobody has open stays in memory
 * @param ephemeralGrace How long an ephemeral model outlives its last session
 * @param resyncTime How long a client may take to resynchronise without sending anything
 * @param prefixBlock Value id prefixes that are reserved at once; unused ones are lost when the model is unloaded
 * @param snapshotEvery Operations from one snapshot to the next
 * @param snapshotOnUnload Operations since the last snapshot from which unloading a model makes one
 */
@ConfigurationProperties("coterie.convergence.model")
record ModelProperties(
        @DefaultValue("10000000") int maxCharacters,
        @DefaultValue("500000") int maxValues,
        @DefaultValue("64") int maxDepth,
        @DefaultValue("100000") int maxChildren,
        @DefaultValue("5000000") int maxStringLength,
        @DefaultValue("10000") int maxBatchOperations,
        @DefaultValue("2MB") DataSize maxOperationSize,
        @DefaultValue("64KB") DataSize maxReferenceSize,
        @DefaultValue("100") int maxReferences,
        @DefaultValue("10000") int maxLag,
        @DefaultValue("50000") int maxReplay,
        @DefaultValue("1000") int recentOperations,
        @DefaultValue("30s") Duration idleTime,
        @DefaultValue("20s") Duration ephemeralGrace,
        @DefaultValue("5m") Duration resyncTime,
        @DefaultValue("32") int prefixBlock,
        @DefaultValue("500") int snapshotEvery,
        @DefaultValue("50") int snapshotOnUnload) {

    /** Three messages inside messages for each level, of which the codec takes 300 with what is around them. */
    private static final int DEEPEST = 95;

    ModelProperties {
        if (maxDepth > DEEPEST) {
            throw new IllegalArgumentException("coterie.convergence.model.max-depth must be at most " + DEEPEST);
        }
    }

    ModelLimits limits() {
        return new ModelLimits(
                maxValues,
                maxCharacters,
                maxDepth,
                maxChildren,
                maxStringLength,
                maxBatchOperations,
                maxLag,
                maxReferences);
    }
}
