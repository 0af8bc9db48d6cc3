package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Applies single steps to the values of a live model. A step that does not fit is refused and changes nothing.
 * Confined to the owner of the model.
 */
final class StepApplier {

    private static final Before NOTHING = new Before.Nothing();

    private final ValueRegistry registry;
    private final ModelLimits limits;

    /** @param limits for each value that a step brings */
    StepApplier(ValueRegistry registry, ModelLimits limits) {
        this.registry = registry;
        this.limits = limits;
    }

    /**
     * Applies a step.
     *
     * @param removed receives the ids of all values that go
     * @return what the step found
     * @throws Refusal if the step does not fit
     */
    Before apply(DiscreteOperation step, Set<String> removed) {
        if (step.noOp()) {
            return NOTHING;
        }
        return switch (step.kind()) {
            case STRING_SPLICE -> splice((StringSplice) step);
            case STRING_SET -> set((StringSet) step);
            case ARRAY_INSERT -> insert((ArrayInsert) step, removed);
            case ARRAY_REMOVE -> remove((ArrayRemove) step, removed);
            case ARRAY_REPLACE -> replace((ArrayReplace) step, removed);
            case ARRAY_MOVE -> move((ArrayMove) step);
            case ARRAY_SET -> set((ArraySet) step, removed);
            case OBJECT_ADD_PROPERTY -> addProperty((ObjectAddProperty) step, removed);
            case OBJECT_SET_PROPERTY -> setProperty((ObjectSetProperty) step, removed);
            case OBJECT_REMOVE_PROPERTY -> removeProperty((ObjectRemoveProperty) step, removed);
            case OBJECT_SET -> set((ObjectSet) step, removed);
            case NUMBER_DELTA -> add((NumberDelta) step);
            case NUMBER_SET -> set((NumberSet) step);
            case BOOLEAN_SET -> set((BooleanSet) step);
            case DATE_SET -> set((DateSet) step);
        };
    }

    private <T> T find(DiscreteOperation step, Class<T> type) {
        return registry.find(step.id())
                .filter(type::isInstance)
                .map(type::cast)
                .orElseThrow(() -> new Refusal(RejectionReason.WRONG_KIND));
    }

    /** Finds a scalar with a value of the given type. */
    private <T> T findValue(DiscreteOperation step, Class<T> type) {
        DataValue value = find(step, ScalarNode.class).toValue();
        if (!type.isInstance(value)) {
            throw new Refusal(RejectionReason.WRONG_KIND);
        }
        return type.cast(value);
    }

    /** Refuses an index outside 0 to {@code limit}, both inclusive. */
    private static void checkIndex(int index, int limit) {
        if (index < 0 || index > limit) {
            throw new Refusal(RejectionReason.OUT_OF_BOUNDS);
        }
    }

    private Before splice(StringSplice step) {
        StringNode string = find(step, StringNode.class);
        checkIndex(step.index(), string.length());
        checkIndex(step.deleteCount(), string.length() - step.index());
        registry.resize(step.text().length() - step.deleteCount());
        return new Before.Text(string.splice(step.index(), step.deleteCount(), step.text()));
    }

    private Before set(StringSet step) {
        StringNode string = find(step, StringNode.class);
        registry.resize(step.value().length() - string.length());
        return new Before.Text(string.set(step.value()));
    }

    private Before insert(ArrayInsert step, Set<String> removed) {
        ArrayNode array = find(step, ArrayNode.class);
        checkIndex(step.index(), array.elements().size());
        array.elements().add(step.index(), exchange(array, List.of(), step.value(), removed));
        return NOTHING;
    }

    private Before remove(ArrayRemove step, Set<String> removed) {
        ArrayNode array = find(step, ArrayNode.class);
        checkIndex(step.index(), array.elements().size() - 1);
        Before before = new Before.Value(array.elements().get(step.index()).toValue());
        registry.replace(List.of(array.elements().get(step.index())), List.of(), 0, limits, removed);
        array.elements().remove(step.index());
        return before;
    }

    private Before replace(ArrayReplace step, Set<String> removed) {
        ArrayNode array = find(step, ArrayNode.class);
        checkIndex(step.index(), array.elements().size() - 1);
        ValueNode old = array.elements().get(step.index());
        Before before = new Before.Value(old.toValue());
        array.elements().set(step.index(), exchange(array, List.of(old), step.value(), removed));
        return before;
    }

    private Before move(ArrayMove step) {
        List<ValueNode> elements = find(step, ArrayNode.class).elements();
        checkIndex(step.fromIndex(), elements.size() - 1);
        checkIndex(step.toIndex(), elements.size() - 1);
        elements.add(step.toIndex(), elements.remove(step.fromIndex()));
        return NOTHING;
    }

    private Before set(ArraySet step, Set<String> removed) {
        ArrayNode array = find(step, ArrayNode.class);
        Before before = new Before.Elements(array.elementValues());
        List<ValueNode> elements =
                registry.replace(array.elements(), step.values(), array.depth() + 1, limits, removed);
        array.elements().clear();
        array.elements().addAll(elements);
        return before;
    }

    private Before addProperty(ObjectAddProperty step, Set<String> removed) {
        ObjectNode object = find(step, ObjectNode.class);
        if (object.properties().containsKey(step.key())) {
            throw new Refusal(RejectionReason.PROPERTY_EXISTS);
        }
        object.properties().put(step.key(), exchange(object, List.of(), step.value(), removed));
        registry.resize(step.key().length());
        return NOTHING;
    }

    private Before setProperty(ObjectSetProperty step, Set<String> removed) {
        ObjectNode object = find(step, ObjectNode.class);
        ValueNode old = findProperty(object, step.key());
        Before before = new Before.Value(old.toValue());
        object.properties().put(step.key(), exchange(object, List.of(old), step.value(), removed));
        return before;
    }

    private Before removeProperty(ObjectRemoveProperty step, Set<String> removed) {
        ObjectNode object = find(step, ObjectNode.class);
        ValueNode old = findProperty(object, step.key());
        Before before = new Before.Value(old.toValue());
        registry.replace(List.of(old), List.of(), 0, limits, removed);
        registry.resize(-step.key().length());
        object.properties().remove(step.key());
        return before;
    }

    private Before set(ObjectSet step, Set<String> removed) {
        ObjectNode object = find(step, ObjectNode.class);
        Map<String, DataValue> old = object.propertyValues();
        Map<String, DataValue> values = step.values();
        List<String> keys = new ArrayList<>(values.keySet());
        List<ValueNode> nodes =
                registry.replace(object.children(), List.copyOf(values.values()), object.depth() + 1, limits, removed);
        object.properties().clear();
        for (int i = 0; i < keys.size(); i++) {
            object.properties().put(keys.get(i), nodes.get(i));
        }
        registry.resize(lengths(keys) - lengths(old.keySet()));
        return new Before.Properties(old);
    }

    private Before add(NumberDelta step) {
        double old = findValue(step, DoubleValue.class).value();
        find(step, ScalarNode.class).set(new DoubleValue(step.id(), old + step.delta()));
        return new Before.Number(old);
    }

    private Before set(NumberSet step) {
        double old = findValue(step, DoubleValue.class).value();
        find(step, ScalarNode.class).set(new DoubleValue(step.id(), step.value()));
        return new Before.Number(old);
    }

    private Before set(BooleanSet step) {
        boolean old = findValue(step, BooleanValue.class).value();
        find(step, ScalarNode.class).set(new BooleanValue(step.id(), step.value()));
        return new Before.Truth(old);
    }

    private Before set(DateSet step) {
        Before before = new Before.Moment(findValue(step, DateValue.class).value());
        find(step, ScalarNode.class).set(new DateValue(step.id(), step.value()));
        return before;
    }

    private static ValueNode findProperty(ObjectNode object, String key) {
        ValueNode node = object.properties().get(key);
        if (node == null) {
            throw new Refusal(RejectionReason.PROPERTY_MISSING);
        }
        return node;
    }

    private ValueNode exchange(ValueNode parent, List<ValueNode> old, DataValue value, Set<String> removed) {
        return registry.replace(old, List.of(value), parent.depth() + 1, limits, removed)
                .get(0);
    }

    private static int lengths(Collection<String> keys) {
        return keys.stream().mapToInt(String::length).sum();
    }
}
