package dev.coterie.convergence.model.ot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes the edits of one user at random, on values of all kinds. New values have ids that begin with the prefix. */
final class RandomOperations {

    private final RandomGenerator random;
    private final String prefix;
    private final String longText;
    private int nextId;

    RandomOperations(RandomGenerator random, String prefix) {
        this(random, prefix, prefix.substring(0, 1).repeat(3));
    }

    /** @param longText the longest text that is written, three code units */
    private RandomOperations(RandomGenerator random, String prefix, String longText) {
        this.random = random;
        this.prefix = prefix;
        this.longText = longText;
    }

    /** Writes characters of two code units as well, and takes them apart: nothing of it can be stored or sent. */
    static RandomOperations withPairs(RandomGenerator random, String prefix) {
        return new RandomOperations(random, prefix, prefix.substring(0, 1) + "\uD83D\uDE00");
    }

    /** A model with a value of each kind. */
    static ObjectValue initialData() {
        Map<String, DataValue> root = new LinkedHashMap<>();
        root.put("text", new StringValue("@:1", "The quick brown fox"));
        root.put(
                "list",
                new ArrayValue(
                        "@:2", List.of(new StringValue("@:3", "a"), new DoubleValue("@:4", 1), new NullValue("@:5"))));
        root.put("object", new ObjectValue("@:6", Map.of("a", new BooleanValue("@:7", true))));
        root.put("number", new DoubleValue("@:8", 10));
        root.put("date", new DateValue("@:9", Instant.EPOCH));
        return new ObjectValue("@:0", root);
    }

    /** Makes an edit of the data, applies it, and returns it as the user's client would send it. */
    Operation edit(ModelData data) {
        if (random.nextInt(4) > 0) {
            return step(data);
        }
        List<DiscreteOperation> batch = new ArrayList<>();
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            batch.add(step(data));
        }
        return new CompoundOperation(batch);
    }

    private DiscreteOperation step(ModelData data) {
        DiscreteOperation step = stepOn(choose(data.snapshot()));
        TestModels.apply(data, step);
        return step;
    }

    /** Prefers the texts and the array that everybody edits, so that edits meet. */
    private DataValue choose(ObjectValue root) {
        List<DataValue> values = new ArrayList<>();
        collect(root, values);
        if (random.nextBoolean()) {
            values.removeIf(value -> value.kind() != ValueKind.STRING && value.kind() != ValueKind.ARRAY);
        }
        return values.isEmpty() ? root : values.get(random.nextInt(values.size()));
    }

    private static void collect(DataValue value, List<DataValue> values) {
        if (value.kind() != ValueKind.NULL) {
            values.add(value);
        }
        if (value instanceof ObjectValue object) {
            object.children().values().forEach(child -> collect(child, values));
        } else if (value instanceof ArrayValue array) {
            array.children().forEach(child -> collect(child, values));
        }
    }

    private DiscreteOperation stepOn(DataValue value) {
        String id = value.id();
        return switch (value.kind()) {
            case STRING -> textStep((StringValue) value);
            case ARRAY -> arrayStep((ArrayValue) value);
            case OBJECT, NULL -> objectStep((ObjectValue) value);
            case DOUBLE ->
                random.nextInt(3) > 0
                        ? new NumberDelta(id, false, random.nextInt(-5, 5))
                        : new NumberSet(id, false, random.nextInt(4));
            case BOOLEAN -> new BooleanSet(id, false, random.nextBoolean());
            case DATE -> new DateSet(id, false, Instant.ofEpochMilli(random.nextInt(3)));
        };
    }

    private DiscreteOperation textStep(StringValue string) {
        int length = string.value().length();
        if (random.nextInt(15) == 0) {
            return new StringSet(string.id(), false, newText());
        }
        int index = random.nextInt(length + 1);
        int count = random.nextBoolean() ? 0 : random.nextInt(Math.min(6, length - index + 1));
        String inserted = random.nextInt(3) == 0 ? "" : newText();
        return new StringSplice(string.id(), false, index, count, inserted);
    }

    private DiscreteOperation arrayStep(ArrayValue array) {
        int size = array.children().size();
        int choice = random.nextInt(10);
        if (choice == 0) {
            return new ArraySet(array.id(), false, List.of(newValue(0), newValue(0)));
        }
        if (size == 0 || choice < 4) {
            return new ArrayInsert(array.id(), false, random.nextInt(size + 1), newValue(0));
        }
        int index = random.nextInt(size);
        return switch (choice) {
            case 4 -> new ArrayRemove(array.id(), false, index);
            case 5 -> new ArrayReplace(array.id(), false, index, newValue(0));
            default -> new ArrayMove(array.id(), false, index, random.nextInt(size));
        };
    }

    private DiscreteOperation objectStep(ObjectValue object) {
        String key = Character.toString('a' + random.nextInt(4));
        if (random.nextInt(12) == 0 && !object.id().equals("@:0")) {
            return new ObjectSet(object.id(), false, random.nextBoolean() ? Map.of() : Map.of(key, newValue(0)));
        }
        if (!object.children().containsKey(key)) {
            return new ObjectAddProperty(object.id(), false, key, newValue(0));
        }
        return random.nextBoolean()
                ? new ObjectSetProperty(object.id(), false, key, newValue(0))
                : new ObjectRemoveProperty(object.id(), false, key);
    }

    private DataValue newValue(int depth) {
        String id = prefix + ":" + nextId++;
        return switch (random.nextInt(depth < 2 ? 7 : 4)) {
            case 0 -> new StringValue(id, newText());
            case 1 -> new DoubleValue(id, random.nextInt(3));
            case 2 -> new BooleanValue(id, random.nextBoolean());
            case 3 -> new NullValue(id);
            case 4 -> new ObjectValue(id, Map.of("a", newValue(depth + 1), "b", newValue(depth + 1)));
            case 5 -> new DateValue(id, Instant.EPOCH);
            default -> new ArrayValue(id, List.of(newValue(depth + 1), newValue(depth + 1)));
        };
    }

    private String newText() {
        int length = 1 + random.nextInt(3);
        return length == 3 ? longText : prefix.substring(0, 1).repeat(length);
    }
}
