package dev.coterie.convergence.model;

import dev.coterie.convergence.model.ot.ModelLimits;
import dev.coterie.convergence.model.ot.RejectionReason;

/** Tells clients why something is refused, with the limit that it would break. Stateless. */
final class Reasons {

    private Reasons() {}

    static String text(RejectionReason reason, ModelLimits limits) {
        return switch (reason) {
            case TOO_DEEP -> "Values may be nested at most " + limits.maxDepth() + " levels deep.";
            case TOO_MANY_CHILDREN -> "An object or an array may have at most " + limits.maxChildren() + " children.";
            case STRING_TOO_LONG -> "A string may have at most " + limits.maxStringLength() + " characters.";
            case TOO_MANY_STEPS -> "A batch may have at most " + limits.maxSteps() + " operations.";
            case MODEL_TOO_LARGE ->
                "A model may have at most " + limits.maxValues() + " values and " + limits.maxCharacters()
                        + " characters.";
            case TOO_MANY_REFERENCES ->
                "A session may share at most " + limits.maxReferences() + " references in a model.";
            case EMPTY_VALUE_ID -> "A value has no id.";
            case DUPLICATE_VALUE_ID -> "A value has the id of another one.";
            case CONTEXT_TOO_OLD -> "The operation is made on a version that lies too far back.";
            case NOT_JOINED,
                    CONTEXT_IN_FUTURE,
                    CONTEXT_GOES_BACK,
                    OUT_OF_BOUNDS,
                    PROPERTY_EXISTS,
                    PROPERTY_MISSING,
                    WRONG_KIND -> "It does not fit the model.";
        };
    }
}
