package dev.coterie.convergence.model.ot;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a step found in the place that it changed: enough to undo it. Immutable. */
public sealed interface Before {

    /** Nothing is needed: a step without effect, an array insert or move, an added property. */
    record Nothing() implements Before {}

    /** The removed text of a {@link StringSplice}, the whole old text of a {@link StringSet}. */
    record Text(String text) implements Before {}

    /**
     * The old value of an {@link ArrayRemove}, {@link ArrayReplace}, {@link ObjectSetProperty} or
     * {@link ObjectRemoveProperty}.
     */
    record Value(DataValue value) implements Before {}

    /** The old elements of an {@link ArraySet}. */
    record Elements(List<DataValue> elements) implements Before {
        public Elements {
            elements = List.copyOf(elements);
        }
    }

    /** The old properties of an {@link ObjectSet}. */
    record Properties(Map<String, DataValue> properties) implements Before {
        public Properties {
            properties = ObjectValue.immutable(properties);
        }
    }

    /** The old number of a {@link NumberSet} or {@link NumberDelta}: subtracting the delta might not give it back. */
    record Number(double number) implements Before {}

    /** The old truth value of a {@link BooleanSet}. */
    record Truth(boolean truth) implements Before {}

    /** The old moment of a {@link DateSet}. */
    record Moment(Instant moment) implements Before {}
}
