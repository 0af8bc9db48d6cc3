package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All values of a live model by id, and how much they hold. Confined to the owner of the model.
 *
 * <p>Values come and go in subtrees. What is to come is checked as a whole first, so that a refusal changes nothing.
 */
final class ValueRegistry {

    private final Map<String, ValueNode> nodes = new HashMap<>();
    private long characters;

    Optional<ValueNode> find(String id) {
        return Optional.ofNullable(nodes.get(id));
    }

    boolean contains(String id) {
        return nodes.containsKey(id);
    }

    ModelSize size() {
        return new ModelSize(nodes.size(), characters);
    }

    /**
     * Takes over the whole tree of a model.
     *
     * @throws Refusal if an id is empty or occurs twice, or a value is beyond the limits
     */
    ObjectNode load(ObjectValue root, ModelLimits limits) {
        check(root, 1, limits, Set.of(), new HashSet<>());
        return (ObjectNode) register(root, 1);
    }

    /** Accounts for a change of a text or of a property's name. */
    void resize(int byCharacters) {
        characters += byCharacters;
    }

    /**
     * Replaces subtrees.
     *
     * @param leaving the roots of the subtrees that go, still at their places
     * @param added the values that come
     * @param depth the level of nesting of the values that come
     * @param limits for each of the values that come
     * @param removed receives the ids of all values that go
     * @return the nodes of the values that come, in order
     * @throws Refusal if the new values do not fit in; then nothing has changed
     */
    List<ValueNode> replace(
            Collection<ValueNode> leaving,
            Collection<DataValue> added,
            int depth,
            ModelLimits limits,
            Set<String> removed) {
        Set<String> leavingIds = new HashSet<>();
        leaving.forEach(node -> collectIds(node, leavingIds));
        Set<String> addedIds = new HashSet<>();
        added.forEach(value -> check(value, depth, limits, leavingIds, addedIds));
        leaving.forEach(this::unregister);
        removed.addAll(leavingIds);
        List<ValueNode> built = new ArrayList<>(added.size());
        added.forEach(value -> built.add(register(value, depth)));
        return built;
    }

    private static void collectIds(ValueNode node, Set<String> ids) {
        ids.add(node.id());
        node.children().forEach(child -> collectIds(child, ids));
    }

    private void check(DataValue value, int depth, ModelLimits limits, Set<String> leavingIds, Set<String> addedIds) {
        if (depth > limits.maxDepth()) {
            throw new Refusal(RejectionReason.TOO_DEEP);
        }
        if (value.id().isEmpty()) {
            throw new Refusal(RejectionReason.EMPTY_VALUE_ID);
        }
        if (!addedIds.add(value.id()) || contains(value.id()) && !leavingIds.contains(value.id())) {
            throw new Refusal(RejectionReason.DUPLICATE_VALUE_ID);
        }
        Collection<DataValue> children = childrenOf(value);
        int extent = value instanceof StringValue string ? string.value().length() : children.size();
        Growth.checkExtent(value.kind(), extent, limits);
        children.forEach(child -> check(child, depth + 1, limits, leavingIds, addedIds));
    }

    private static Collection<DataValue> childrenOf(DataValue value) {
        if (value instanceof ObjectValue object) {
            return object.children().values();
        }
        return value instanceof ArrayValue array ? array.children() : List.of();
    }

    private ValueNode register(DataValue value, int depth) {
        ValueNode node = build(value, depth);
        nodes.put(node.id(), node);
        characters += node.characters();
        return node;
    }

    private ValueNode build(DataValue value, int depth) {
        return switch (value.kind()) {
            case OBJECT -> {
                ObjectNode object = new ObjectNode(value.id(), depth);
                ((ObjectValue) value)
                        .children()
                        .forEach((key, child) -> object.properties().put(key, register(child, depth + 1)));
                yield object;
            }
            case ARRAY -> {
                ArrayNode array = new ArrayNode(value.id(), depth);
                ((ArrayValue) value)
                        .children()
                        .forEach(child -> array.elements().add(register(child, depth + 1)));
                yield array;
            }
            case STRING -> new StringNode(value.id(), depth, ((StringValue) value).value());
            case DOUBLE, BOOLEAN, NULL, DATE -> new ScalarNode(value, depth);
        };
    }

    private void unregister(ValueNode node) {
        nodes.remove(node.id());
        characters -= node.characters();
        node.children().forEach(this::unregister);
    }
}
