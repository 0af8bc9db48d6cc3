package dev.coterie.convergence.model.ot;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * How large the values were that an operation changes. Only the whole operation counts: what it makes longer and then
 * shorter again is as it was, and what is too large already may become smaller. Confined to one operation.
 */
final class Growth {

    private final Map<ValueNode, Integer> before = new IdentityHashMap<>();

    /** A value is about to change. */
    void changes(ValueNode node) {
        before.putIfAbsent(node, node.extent());
    }

    /** @throws Refusal if a value has grown beyond the limits */
    void check(ModelLimits limits) {
        before.forEach((node, extent) -> {
            if (node.extent() > extent) {
                checkExtent(node.kind(), node.extent(), limits);
            }
        });
    }

    /** @throws Refusal if a value may not be that large */
    static void checkExtent(ValueKind kind, int extent, ModelLimits limits) {
        if (kind == ValueKind.STRING && extent > limits.maxStringLength()) {
            throw new Refusal(RejectionReason.STRING_TOO_LONG);
        }
        if (kind != ValueKind.STRING && extent > limits.maxChildren()) {
            throw new Refusal(RejectionReason.TOO_MANY_CHILDREN);
        }
    }
}
