package dev.coterie.convergence.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import dev.coterie.convergence.model.ot.DiscreteOperation;
import dev.coterie.convergence.model.ot.IndexRange;
import dev.coterie.convergence.model.ot.ObjectRemoveProperty;
import dev.coterie.convergence.model.ot.ObjectSetProperty;
import dev.coterie.convergence.model.ot.Operation;
import dev.coterie.convergence.model.ot.ReferenceId;
import dev.coterie.convergence.model.ot.ReferenceValues;
import dev.coterie.convergence.model.ot.ReferenceValues.Elements;
import dev.coterie.convergence.model.ot.ReferenceValues.Indices;
import dev.coterie.convergence.model.ot.ReferenceValues.Properties;
import dev.coterie.convergence.model.ot.ReferenceValues.Ranges;
import dev.coterie.convergence.model.ot.StringSplice;

/**
 * What the references of others point to, as a client has them follow what it applies (sections 8.4 and 8.5 of the
 * protocol). Not thread-safe.
 */
final class ReferencePositions {

    private final Map<ReferenceId, ReferenceValues> positions = new HashMap<>();

    Set<ReferenceId> known() {
        return Set.copyOf(positions.keySet());
    }

    ReferenceValues of(ReferenceId reference) {
        ReferenceValues values = positions.get(reference);
        if (values == null) {
            throw new IllegalStateException("nothing is known of " + reference);
        }
        return values;
    }

    void put(ReferenceId reference, ReferenceValues values) {
        positions.put(reference, values);
    }

    void clear(ReferenceId reference) {
        positions.computeIfPresent(reference, (id, values) -> values.cleared());
    }

    void remove(ReferenceId reference) {
        positions.remove(reference);
    }

    void forget() {
        positions.clear();
    }

    /** @param contains which values the model has afterwards */
    void follow(Operation operation, Predicate<String> contains) {
        for (DiscreteOperation step : operation.steps()) {
            if (!step.noOp()) {
                positions.replaceAll((id, values) -> id.valueId().equals(step.id()) ? after(values, step) : values);
            }
        }
        positions.replaceAll((id, values) -> values instanceof Elements elements
                ? new Elements(elements.valueIds().stream().filter(contains).toList())
                : values);
    }

    private static ReferenceValues after(ReferenceValues values, DiscreteOperation step) {
        if (step instanceof StringSplice splice && values instanceof Indices indices) {
            return new Indices(indices.indices().stream()
                    .map(index -> after(index, splice))
                    .toList());
        }
        if (step instanceof StringSplice splice && values instanceof Ranges ranges) {
            return new Ranges(ranges.ranges().stream()
                    .map(range -> new IndexRange(after(range.start(), splice), after(range.end(), splice)))
                    .toList());
        }
        if (step instanceof ObjectSetProperty set) {
            return without(values, set.key());
        }
        return step instanceof ObjectRemoveProperty removal ? without(values, removal.key()) : values;
    }

    private static int after(int index, StringSplice splice) {
        if (index < splice.index()) {
            return index;
        }
        int behindWhatIsRemoved = Math.max(0, index - splice.index() - splice.deleteCount());
        return splice.index() + behindWhatIsRemoved + splice.text().length();
    }

    private static ReferenceValues without(ReferenceValues values, String key) {
        if (!(values instanceof Properties properties)) {
            return values;
        }
        List<String> left =
                properties.keys().stream().filter(one -> !one.equals(key)).toList();
        return new Properties(left);
    }
}
