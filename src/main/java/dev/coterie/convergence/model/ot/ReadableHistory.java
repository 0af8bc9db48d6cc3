package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Walks through a model's history and gives each operation in a form that clients can decode: the client (1.0.0-rc.12)
 * fails on an applied {@link ObjectRemoveProperty}, so that is shown as an {@link ObjectSet} with all properties
 * before and after. These take the state at that moment and may be large, so they are made when somebody asks for
 * history and not kept. For showing only: the two forms do not transform alike. Confined to its owner.
 */
public final class ReadableHistory {

    private final ModelData data;

    /** @param data at the version where the walk begins; the walk changes them */
    public ReadableHistory(ModelData data) {
        this.data = data;
    }

    /**
     * Goes one version further.
     *
     * @param committed the operation that leads there, as it was committed
     * @throws IllegalStateException if the operation does not fit the data
     */
    public AppliedOperation next(Operation committed) {
        List<AppliedDiscrete> readable = new ArrayList<>();
        List<DiscreteOperation> steps = committed.steps();
        int start = 0;
        while (start < steps.size()) {
            int end = start + 1;
            while (end < steps.size() && removesFromSameObject(steps.get(start), steps.get(end))) {
                end++;
            }
            readable.addAll(walk(steps.subList(start, end)));
            start = end;
        }
        return committed instanceof DiscreteOperation && readable.size() == 1
                ? readable.get(0)
                : new AppliedCompound(readable);
    }

    private static boolean removesFromSameObject(DiscreteOperation first, DiscreteOperation next) {
        return first instanceof ObjectRemoveProperty
                && next instanceof ObjectRemoveProperty
                && !first.noOp()
                && !next.noOp()
                && first.id().equals(next.id());
    }

    /** Walks over one step, or over removals from one object, which become one set. */
    private List<AppliedDiscrete> walk(List<DiscreteOperation> steps) {
        DiscreteOperation first = steps.get(0);
        if (!(first instanceof ObjectRemoveProperty)) {
            return apply(first).steps();
        }
        if (first.noOp()) {
            return List.of(asSet(first.id(), true, Map.of(), Map.of()));
        }
        Map<String, DataValue> before = data.properties(first.id());
        apply(new CompoundOperation(steps));
        return List.of(asSet(first.id(), false, before, data.properties(first.id())));
    }

    private static AppliedDiscrete asSet(
            String id, boolean noOp, Map<String, DataValue> before, Map<String, DataValue> after) {
        return new AppliedDiscrete(new ObjectSet(id, noOp, after), new Before.Properties(before));
    }

    private AppliedOperation apply(Operation operation) {
        ApplyOutcome outcome = data.apply(operation);
        if (outcome instanceof ApplyOutcome.Applied applied) {
            return applied.applied();
        }
        throw new IllegalStateException("history does not fit its model: " + outcome);
    }
}
