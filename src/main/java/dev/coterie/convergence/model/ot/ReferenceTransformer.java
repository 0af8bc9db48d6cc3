package dev.coterie.convergence.model.ot;

import java.util.function.IntUnaryOperator;

/** Carries references to places in a text over operations on the text. Pure functions. */
final class ReferenceTransformer {

    private ReferenceTransformer() {}

    /** Returns what a reference into a value points to after an operation: nothing, if the text was replaced. */
    static ReferenceValues transform(ReferenceValues values, String valueId, Operation operation) {
        ReferenceValues result = values;
        for (DiscreteOperation step : operation.steps()) {
            if (!step.noOp() && step.id().equals(valueId)) {
                result = transform(result, step);
            }
        }
        return result;
    }

    private static ReferenceValues transform(ReferenceValues values, DiscreteOperation step) {
        if (step instanceof StringSplice splice) {
            return map(values, index -> transform(index, splice));
        }
        return step instanceof StringSet ? values.cleared() : values;
    }

    private static int transform(int index, StringSplice splice) {
        if (index < splice.index()) {
            return index;
        }
        int removedBefore = Math.min(index - splice.index(), splice.deleteCount());
        return index - removedBefore + splice.text().length();
    }

    /** Keeps references to places in a text between its begin and its end. */
    static ReferenceValues within(ReferenceValues values, int textLength) {
        return map(values, index -> Math.max(0, Math.min(index, textLength)));
    }

    private static ReferenceValues map(ReferenceValues values, IntUnaryOperator change) {
        if (values instanceof ReferenceValues.Indices indices) {
            return new ReferenceValues.Indices(
                    indices.indices().stream().map(change::applyAsInt).toList());
        }
        if (values instanceof ReferenceValues.Ranges ranges) {
            return new ReferenceValues.Ranges(ranges.ranges().stream()
                    .map(range -> new IndexRange(change.applyAsInt(range.start()), change.applyAsInt(range.end())))
                    .toList());
        }
        return values;
    }
}
