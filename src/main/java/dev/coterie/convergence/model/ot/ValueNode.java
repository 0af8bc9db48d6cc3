package dev.coterie.convergence.model.ot;

import java.util.Collection;
import java.util.List;

/** A value of a live model, at its place for as long as it exists. Confined to the owner of the model. */
abstract sealed class ValueNode permits ObjectNode, ArrayNode, StringNode, ScalarNode {

    private final String id;
    private final int depth;

    /** @param depth level of nesting, 1 for the root */
    ValueNode(String id, int depth) {
        this.id = id;
        this.depth = depth;
    }

    final String id() {
        return id;
    }

    final int depth() {
        return depth;
    }

    abstract ValueKind kind();

    /** Returns the value with everything below it, at a cost that grows with it. */
    abstract DataValue toValue();

    /** Returns the nodes right below this one. */
    Collection<ValueNode> children() {
        return List.of();
    }

    /** Returns how much is right below this one: the length of a text, the number of children of anything else. */
    int extent() {
        return children().size();
    }

    /** Returns the size of what this node holds itself, its own id included. */
    int characters() {
        return id.length();
    }
}
