package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Finds the operations that make a model's data what they once were. What is still there is edited in place, so that
 * cursors stay where they can; what is gone comes back under a new id: somebody's operation on the old one may still be
 * under way, and would meet two different values otherwise. Confined to one call.
 */
public final class Difference {

    private final List<DiscreteOperation> steps = new ArrayList<>();
    private final Supplier<String> ids;

    private Difference(Supplier<String> ids) {
        this.ids = ids;
    }

    /**
     * The steps from one state to another, each made on the result of those before it; none when they are equal.
     *
     * @param ids makes ids that the model never had
     */
    public static List<DiscreteOperation> between(ObjectValue now, ObjectValue then, Supplier<String> ids) {
        Difference difference = new Difference(ids);
        difference.object(now, then);
        return difference.steps;
    }

    private void object(ObjectValue now, ObjectValue then) {
        now.children().forEach((key, value) -> {
            DataValue wanted = then.children().get(key);
            if (wanted == null) {
                steps.add(new ObjectRemoveProperty(now.id(), false, key));
            } else if (isSame(value, wanted)) {
                inside(value, wanted);
            } else if (!equal(value, wanted)) {
                steps.add(new ObjectSetProperty(now.id(), false, key, renewed(wanted)));
            }
        });
        then.children().forEach((key, wanted) -> {
            if (!now.children().containsKey(key)) {
                steps.add(new ObjectAddProperty(now.id(), false, key, renewed(wanted)));
            }
        });
    }

    /** Elements that stayed at the beginning and at the end stay; those between them are replaced. */
    private void array(ArrayValue now, ArrayValue then) {
        List<DataValue> old = now.children();
        List<DataValue> wanted = then.children();
        int shorter = Math.min(old.size(), wanted.size());
        int start = 0;
        while (start < shorter && isSame(old.get(start), wanted.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && isSame(old.get(old.size() - 1 - end), wanted.get(wanted.size() - 1 - end))) {
            end++;
        }
        for (int i = old.size() - end - 1; i >= start; i--) {
            steps.add(new ArrayRemove(now.id(), false, i));
        }
        for (int i = start; i < wanted.size() - end; i++) {
            steps.add(new ArrayInsert(now.id(), false, i, renewed(wanted.get(i))));
        }
        for (int i = 0; i < start; i++) {
            inside(old.get(i), wanted.get(i));
        }
        for (int i = 1; i <= end; i++) {
            inside(old.get(old.size() - i), wanted.get(wanted.size() - i));
        }
    }

    private static boolean isSame(DataValue now, DataValue then) {
        return now.id().equals(then.id()) && now.kind() == then.kind();
    }

    /** @param now the same value as {@code then}, at another time */
    private void inside(DataValue now, DataValue then) {
        if (now instanceof ObjectValue object) {
            object(object, (ObjectValue) then);
        } else if (now instanceof ArrayValue array) {
            array(array, (ArrayValue) then);
        } else if (now instanceof StringValue string) {
            text(string, ((StringValue) then).value());
        } else if (!now.equals(then)) {
            steps.add(set(then));
        }
    }

    private void text(StringValue now, String then) {
        String old = now.value();
        int shorter = Math.min(old.length(), then.length());
        int start = 0;
        while (start < shorter && old.charAt(start) == then.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && old.charAt(old.length() - 1 - end) == then.charAt(then.length() - 1 - end)) {
            end++;
        }
        int removed = old.length() - end - start;
        String inserted = then.substring(start, then.length() - end);
        if (removed > 0 || !inserted.isEmpty()) {
            steps.add(new StringSplice(now.id(), false, start, removed, inserted));
        }
    }

    private static DiscreteOperation set(DataValue then) {
        if (then instanceof DoubleValue number) {
            return new NumberSet(number.id(), false, number.value());
        }
        if (then instanceof BooleanValue truth) {
            return new BooleanSet(truth.id(), false, truth.value());
        }
        if (then instanceof DateValue date) {
            return new DateSet(date.id(), false, date.value());
        }
        throw new IllegalArgumentException("A value of kind " + then.kind() + " is not set");
    }

    /** Whether two values hold the same, whatever their ids. */
    static boolean equal(DataValue one, DataValue other) {
        Supplier<String> same = () -> "";
        return renewed(one, same).equals(renewed(other, same));
    }

    private DataValue renewed(DataValue value) {
        return renewed(value, ids);
    }

    private static DataValue renewed(DataValue value, Supplier<String> ids) {
        String id = ids.get();
        return switch (value.kind()) {
            case OBJECT -> {
                Map<String, DataValue> children = new LinkedHashMap<>();
                ((ObjectValue) value).children().forEach((key, child) -> children.put(key, renewed(child, ids)));
                yield new ObjectValue(id, children);
            }
            case ARRAY ->
                new ArrayValue(
                        id,
                        ((ArrayValue) value)
                                .children().stream()
                                        .map(child -> renewed(child, ids))
                                        .toList());
            case STRING -> new StringValue(id, ((StringValue) value).value());
            case DOUBLE -> new DoubleValue(id, ((DoubleValue) value).value());
            case BOOLEAN -> new BooleanValue(id, ((BooleanValue) value).value());
            case NULL -> new NullValue(id);
            case DATE -> new DateValue(id, ((DateValue) value).value());
        };
    }
}
