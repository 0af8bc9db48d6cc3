package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The references that the sessions of a model share: cursors, selections and the like. They follow the operations that
 * are committed, and vanish with what they point into. Clients do the same by themselves, so none of this is told to
 * anybody. Confined to the owner of the model.
 */
final class References {

    private static final String MODEL = "";

    private final ModelData data;
    private final int maxPerSession;
    private final Map<String, Map<ReferenceId, ReferenceValues>> byValueId = new HashMap<>();

    References(ModelData data, int maxPerSession) {
        this.data = data;
        this.maxPerSession = maxPerSession;
    }

    /**
     * Shares a reference, or moves a known one: clients do the first by asking for the second, and the other way
     * round.
     *
     * @param unknown the operations that the owner did not know when it chose the values
     */
    ReferenceOutcome put(ReferenceId id, ReferenceValues values, List<Operation> unknown) {
        if (!id.isOnModel() && !data.contains(id.valueId())) {
            return new ReferenceOutcome.Ignored();
        }
        ReferenceValues old = find(id).get(id);
        if (!fits(id, values) || old != null && old.kind() != values.kind()) {
            return new ReferenceOutcome.Rejected(RejectionReason.WRONG_KIND);
        }
        if (old == null && countOf(id.session()) >= maxPerSession) {
            return new ReferenceOutcome.Rejected(RejectionReason.TOO_MANY_REFERENCES);
        }
        Reference reference = new Reference(id, current(id, values, unknown));
        byValueId.computeIfAbsent(id.valueId(), key -> new LinkedHashMap<>()).put(id, reference.values());
        return old == null ? new ReferenceOutcome.Shared(reference) : new ReferenceOutcome.Moved(reference);
    }

    /** Makes a reference point nowhere. */
    ReferenceOutcome clear(ReferenceId id) {
        Map<ReferenceId, ReferenceValues> references = find(id);
        ReferenceValues values = references.get(id);
        if (values == null) {
            return new ReferenceOutcome.Ignored();
        }
        references.put(id, values.cleared());
        return new ReferenceOutcome.Cleared(id);
    }

    /** Removes a reference. */
    ReferenceOutcome unshare(ReferenceId id) {
        if (!find(id).containsKey(id)) {
            return new ReferenceOutcome.Ignored();
        }
        removeIf(id.valueId(), id::equals);
        return new ReferenceOutcome.Unshared(id);
    }

    /** Removes all references of a session. */
    void dropSession(String session) {
        List.copyOf(byValueId.keySet())
                .forEach(valueId -> removeIf(valueId, id -> id.session().equals(session)));
    }

    /** Returns all references but those of one session. */
    List<Reference> except(String session) {
        List<Reference> result = new ArrayList<>();
        for (Map<ReferenceId, ReferenceValues> references : byValueId.values()) {
            references.forEach((id, values) -> {
                if (!id.session().equals(session)) {
                    result.add(new Reference(id, values));
                }
            });
        }
        return result;
    }

    /**
     * Lets the references follow an operation that was just applied.
     *
     * @param removedIds of the values that went with it
     */
    void follow(Operation operation, Set<String> removedIds) {
        if (byValueId.isEmpty()) {
            return;
        }
        operation.steps().stream().filter(step -> !step.noOp()).forEach(this::follow);
        if (!removedIds.isEmpty()) {
            removedIds.forEach(byValueId::remove);
            change(MODEL, values -> without(values, removedIds));
        }
    }

    private void follow(DiscreteOperation step) {
        if (step instanceof StringSet || step instanceof ObjectSet) {
            byValueId.remove(step.id());
        } else if (step instanceof StringSplice) {
            change(step.id(), values -> ReferenceTransformer.transform(values, step.id(), step));
        } else if (step instanceof ObjectSetProperty set) {
            change(set.id(), values -> without(values, Set.of(set.key())));
        } else if (step instanceof ObjectRemoveProperty removal) {
            change(removal.id(), values -> without(values, Set.of(removal.key())));
        }
    }

    private Map<ReferenceId, ReferenceValues> find(ReferenceId id) {
        return byValueId.getOrDefault(id.valueId(), Map.of());
    }

    private void change(String valueId, UnaryOperator<ReferenceValues> change) {
        Map<ReferenceId, ReferenceValues> references = byValueId.get(valueId);
        if (references != null) {
            references.replaceAll((id, values) -> change.apply(values));
        }
    }

    private void removeIf(String valueId, Predicate<ReferenceId> condition) {
        byValueId.computeIfPresent(valueId, (key, references) -> {
            references.keySet().removeIf(condition);
            return references.isEmpty() ? null : references;
        });
    }

    private long countOf(String session) {
        return byValueId.values().stream()
                .flatMap(references -> references.keySet().stream())
                .filter(id -> id.session().equals(session))
                .count();
    }

    private boolean fits(ReferenceId id, ReferenceValues values) {
        if (id.isOnModel()) {
            return values.kind() == ReferenceKind.ELEMENT;
        }
        ValueKind kind = data.kindOf(id.valueId()).orElse(ValueKind.NULL);
        return switch (values.kind()) {
            case INDEX, RANGE -> kind == ValueKind.STRING;
            case PROPERTY -> kind == ValueKind.OBJECT;
            case ELEMENT -> false;
        };
    }

    /** Brings values that a session sent to the version that the model has. */
    private ReferenceValues current(ReferenceId id, ReferenceValues values, List<Operation> unknown) {
        if (values instanceof ReferenceValues.Elements elements) {
            return new ReferenceValues.Elements(
                    elements.valueIds().stream().filter(data::contains).toList());
        }
        ReferenceValues result = values;
        for (Operation operation : unknown) {
            result = ReferenceTransformer.transform(result, id.valueId(), operation);
        }
        return ReferenceTransformer.within(result, data.textLength(id.valueId()));
    }

    private static ReferenceValues without(ReferenceValues values, Collection<String> gone) {
        if (values instanceof ReferenceValues.Properties properties) {
            return new ReferenceValues.Properties(properties.keys().stream()
                    .filter(key -> !gone.contains(key))
                    .toList());
        }
        if (values instanceof ReferenceValues.Elements elements) {
            return new ReferenceValues.Elements(elements.valueIds().stream()
                    .filter(id -> !gone.contains(id))
                    .toList());
        }
        return values;
    }
}
