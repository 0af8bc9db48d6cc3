package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.List;

/**
 * Brings steps into the form in which they are committed: a form that every client can apply, and that transforms
 * correctly by the client's rules. Confined to the owner of the model.
 */
final class Normaliser {

    private final ValueRegistry registry;

    Normaliser(ValueRegistry registry) {
        this.registry = registry;
    }

    /** Returns the steps to be applied, right now, in place of the given one. */
    List<DiscreteOperation> normalise(DiscreteOperation step) {
        if (step.noOp()) {
            return emptySet(step) ? List.of() : List.of(step);
        }
        if (!registry.contains(step.id())) {
            return normalise(step.asNoOp());
        }
        if (step instanceof StringSplice splice) {
            return normalise(splice);
        }
        return emptySet(step) ? clearing((ObjectSet) step) : List.of(step);
    }

    /** Clients fail on an empty splice beyond the end, and their rule for two true splices is faulty. */
    private static List<DiscreteOperation> normalise(StringSplice splice) {
        if (splice.isEmpty()) {
            return List.of(splice.asNoOp());
        }
        if (splice.isReplacement()) {
            return halves(splice);
        }
        return List.of(splice);
    }

    /** What a replacement is committed as. */
    static List<DiscreteOperation> halves(StringSplice replacement) {
        return List.of(
                new StringSplice(replacement.id(), false, replacement.index(), replacement.deleteCount(), ""),
                new StringSplice(replacement.id(), false, replacement.index(), 0, replacement.text()));
    }

    /** Clients cannot decode an object set without properties, not even as a no-op. */
    private static boolean emptySet(DiscreteOperation step) {
        return step instanceof ObjectSet set && set.values().isEmpty();
    }

    private List<DiscreteOperation> clearing(ObjectSet set) {
        if (!(registry.find(set.id()).orElse(null) instanceof ObjectNode object)) {
            throw new Refusal(RejectionReason.WRONG_KIND);
        }
        List<DiscreteOperation> removals = new ArrayList<>();
        object.properties().keySet().forEach(key -> removals.add(new ObjectRemoveProperty(set.id(), false, key)));
        return removals;
    }
}
