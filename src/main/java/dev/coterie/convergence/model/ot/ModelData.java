package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The data of a live model: a tree of values that operations change in place. Applying costs what the operation
 * changes, whatever the model holds. Confined to its owner.
 */
public final class ModelData {

    private final ModelLimits limits;
    private final ValueRegistry registry;
    private final Normaliser normaliser;
    private final StepApplier applier;
    private final StepApplier restorer;
    private final ObjectNode root;

    /**
     * Takes over a value that was checked before, or stored.
     *
     * @param limits hold for what is added from now on: a model that exceeds them already can still be opened, and
     *     made smaller. They cost what an operation changes, whatever the model holds.
     * @throws IllegalArgumentException if an id is empty or occurs twice
     */
    public ModelData(ObjectValue root, ModelLimits limits) {
        this.limits = limits;
        registry = new ValueRegistry();
        normaliser = new Normaliser(registry);
        applier = new StepApplier(registry, limits);
        restorer = new StepApplier(registry, ModelLimits.NONE);
        try {
            this.root = registry.load(root, ModelLimits.NONE);
        } catch (Refusal refusal) {
            throw new IllegalArgumentException("unusable data: " + refusal.reason(), refusal);
        }
    }

    /** Tells why data that came from outside cannot become a model, if so. */
    public static Optional<RejectionReason> check(ObjectValue root, ModelLimits limits) {
        try {
            ValueRegistry registry = new ValueRegistry();
            registry.load(root, limits);
            return limits.allow(registry.size()) ? Optional.empty() : Optional.of(RejectionReason.MODEL_TOO_LARGE);
        } catch (Refusal refusal) {
            return Optional.of(refusal.reason());
        }
    }

    /** Normalises an operation and applies it, all of it or nothing. Any operation may be given. */
    public ApplyOutcome apply(Operation operation) {
        ModelSize sizeBefore = size();
        Set<String> removedIds = new HashSet<>();
        List<AppliedDiscrete> done = new ArrayList<>();
        Growth growth = new Growth();
        try {
            for (DiscreteOperation step : operation.steps()) {
                for (DiscreteOperation normal : normaliser.normalise(step)) {
                    registry.find(normal.id()).ifPresent(growth::changes);
                    done.add(new AppliedDiscrete(normal, applier.apply(normal, removedIds)));
                }
            }
            growth.check(limits);
            ModelSize sizeAfter = size();
            if (!limits.allow(sizeAfter) && sizeAfter.exceeds(sizeBefore)) {
                throw new Refusal(RejectionReason.MODEL_TOO_LARGE);
            }
        } catch (Refusal refusal) {
            undo(done);
            return new ApplyOutcome.Refused(refusal.reason());
        }
        AppliedOperation applied =
                operation instanceof DiscreteOperation && done.size() == 1 ? done.get(0) : new AppliedCompound(done);
        return new ApplyOutcome.Applied(applied.operation(), applied, removedIds);
    }

    private void undo(List<AppliedDiscrete> done) {
        List<AppliedDiscrete> latestFirst = new ArrayList<>(done);
        Collections.reverse(latestFirst);
        latestFirst.forEach(applied -> restorer.apply(applied.inverse(), new HashSet<>()));
    }

    /** Returns the data as they are now, at a cost that grows with them. */
    public ObjectValue snapshot() {
        return root.toValue();
    }

    /** Returns how much the model holds. Costs nothing. */
    public ModelSize size() {
        return registry.size();
    }

    /** Tells whether a value is in the model. */
    public boolean contains(String valueId) {
        return registry.contains(valueId);
    }

    /** Returns the kind of a value, if it is in the model. */
    public Optional<ValueKind> kindOf(String valueId) {
        return registry.find(valueId).map(ValueNode::kind);
    }

    /** Returns the length of a text in UTF-16 code units, 0 if there is no such text. */
    int textLength(String valueId) {
        return registry.find(valueId).orElse(null) instanceof StringNode string ? string.length() : 0;
    }

    /** Returns the properties of an object with everything below them, none if there is no such object. */
    Map<String, DataValue> properties(String valueId) {
        return registry.find(valueId).orElse(null) instanceof ObjectNode object
                ? object.propertyValues()
                : new LinkedHashMap<>();
    }
}
