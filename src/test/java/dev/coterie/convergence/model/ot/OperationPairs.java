package dev.coterie.convergence.model.ot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Pairs of operations that two clients may make on the same state, and our transformer for other rooms of tests. */
public final class OperationPairs {

    private static final int TEXT_LENGTH = 8;
    private static final int ARRAY_LENGTH = 9;
    private static final String FACE = "\uD83D\uDE00";

    private final RandomGenerator random;
    private int nextId;

    public OperationPairs(RandomGenerator random) {
        this.random = random;
    }

    /** One operation that the server has committed, and one that a client has made meanwhile. */
    public record Pair(Operation server, Operation client) {}

    /** What our transformer makes of a pair. */
    public static Pair transformed(Pair pair) {
        Transformed result = Transformer.transform(pair.server, pair.client);
        return new Pair(result.server(), result.client());
    }

    /**
     * Whether the client's rule for two replacements of text leads to different texts: the server's lies behind the
     * client's, and it is moved by its own length. It never meets one, because none is committed.
     */
    public static boolean isFaulty(Pair pair) {
        return pair.server instanceof StringSplice s
                && pair.client instanceof StringSplice c
                && s.isReplacement()
                && c.isReplacement()
                && s.index() > c.end()
                && s.text().length() != c.text().length();
    }

    /** All pairs of all operations on small values. */
    public static void exhaustive(Consumer<Pair> pairs) {
        all(texts("s"), texts("c"), pairs);
        for (int size = 0; size <= ARRAY_LENGTH; size++) {
            all(arrays(size, "s"), arrays(size, "c"), pairs);
        }
        all(objects("s"), objects("c"), pairs);
        all(scalars(), scalars(), pairs);
        List<DiscreteOperation> some = new ArrayList<>();
        for (List<DiscreteOperation> kind : List.of(texts("x"), arrays(3, "x"), objects("x"), scalars())) {
            some.add(kind.get(0));
            some.add(kind.get(kind.size() / 2).asNoOp());
        }
        all(some, some, pairs);
    }

    private static void all(List<DiscreteOperation> server, List<DiscreteOperation> client, Consumer<Pair> pairs) {
        server.forEach(s -> client.forEach(c -> pairs.accept(new Pair(s, c))));
    }

    private static List<DiscreteOperation> texts(String mark) {
        List<DiscreteOperation> steps = new ArrayList<>();
        for (int index = 0; index <= TEXT_LENGTH; index++) {
            for (int count = 0; count <= TEXT_LENGTH - index; count++) {
                for (String text : List.of("", mark, FACE, mark + FACE, mark.repeat(4))) {
                    steps.add(new StringSplice("text", false, index, count, text));
                }
            }
        }
        steps.add(new StringSet("text", false, mark));
        steps.add(new StringSet("text", false, FACE));
        steps.add(new StringSet("text", false, ""));
        return steps;
    }

    private static List<DiscreteOperation> arrays(int size, String mark) {
        List<DiscreteOperation> steps = new ArrayList<>();
        DataValue value = new StringValue(mark, mark);
        DataValue same = new StringValue("same", "same");
        for (int index = 0; index <= size; index++) {
            steps.add(new ArrayInsert("list", false, index, value));
        }
        for (int index = 0; index < size; index++) {
            steps.add(new ArrayRemove("list", false, index));
            steps.add(new ArrayReplace("list", false, index, value));
            steps.add(new ArrayReplace("list", false, index, same));
            for (int to = 0; to < size; to++) {
                steps.add(new ArrayMove("list", false, index, to));
            }
        }
        steps.add(new ArraySet("list", false, List.of(value)));
        steps.add(new ArraySet("list", false, List.of(same, value)));
        steps.add(new ArraySet("list", false, List.of(same)));
        steps.add(new ArraySet("list", false, List.of()));
        return steps;
    }

    /** On an object with the properties a and b. */
    private static List<DiscreteOperation> objects(String mark) {
        List<DiscreteOperation> steps = new ArrayList<>();
        for (DataValue value : List.of(new StringValue(mark, mark), new StringValue("same", "same"))) {
            for (String key : List.of("a", "b")) {
                steps.add(new ObjectSetProperty("object", false, key, value));
                steps.add(new ObjectRemoveProperty("object", false, key));
            }
            for (String key : List.of("c", FACE, "")) {
                steps.add(new ObjectAddProperty("object", false, key, value));
            }
            steps.add(new ObjectSet("object", false, Map.of("a", value)));
            steps.add(new ObjectSet("object", false, Map.of("e", value)));
        }
        steps.add(new ObjectSet("object", false, Map.of()));
        return steps;
    }

    private static List<DiscreteOperation> scalars() {
        List<DiscreteOperation> steps = new ArrayList<>();
        for (double number : new double[] {0, 1, 3.5, -2e300, Double.NaN, Double.NEGATIVE_INFINITY}) {
            steps.add(new NumberDelta("number", false, number));
            steps.add(new NumberSet("number", false, number));
        }
        for (long millis : new long[] {0, 1, -1, 253_402_300_800_000L}) {
            steps.add(new DateSet("date", false, Instant.ofEpochMilli(millis)));
        }
        steps.add(new BooleanSet("truth", false, true));
        steps.add(new BooleanSet("truth", false, false));
        return steps;
    }

    /** A pair on a larger value, which is the same for both. */
    public Pair next() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                int length = random.nextInt(200);
                yield new Pair(text(length, "s"), text(length, "c"));
            }
            case 3, 4, 5 -> {
                int size = random.nextInt(40);
                yield new Pair(array(size, "s"), array(size, "c"));
            }
            case 6 -> {
                Map<String, Boolean> present = new LinkedHashMap<>();
                for (String key : List.of("a", "b", "c", FACE)) {
                    present.put(key, random.nextBoolean());
                }
                yield new Pair(object(present, "s"), object(present, "c"));
            }
            default -> edits();
        };
    }

    private StringOperation text(int length, String mark) {
        if (random.nextInt(20) == 0) {
            return new StringSet("text", false, newText(mark));
        }
        int index = random.nextInt(length + 1);
        int count = random.nextInt(3) == 0 ? 0 : random.nextInt(length - index + 1);
        return new StringSplice("text", false, index, count, newText(mark));
    }

    private String newText(String mark) {
        return (random.nextBoolean() ? mark : FACE).repeat(random.nextInt(12));
    }

    private ArrayOperation array(int size, String mark) {
        DataValue value = new DoubleValue(mark + nextId++, random.nextInt(3));
        int choice = size == 0 ? 0 : random.nextInt(12);
        int index = size == 0 ? 0 : random.nextInt(size);
        return switch (choice) {
            case 0, 1, 2 -> new ArrayInsert("list", false, random.nextInt(size + 1), value);
            case 3, 4 -> new ArrayRemove("list", false, index);
            case 5, 6 -> new ArrayReplace("list", false, index, value);
            case 7 -> new ArraySet("list", false, List.of(value));
            default -> new ArrayMove("list", false, index, random.nextInt(size));
        };
    }

    private ObjectOperation object(Map<String, Boolean> present, String mark) {
        String key = List.copyOf(present.keySet()).get(random.nextInt(present.size()));
        DataValue value = new ObjectValue(mark + nextId++, Map.of(key, new NullValue(mark + nextId++)));
        if (random.nextInt(6) == 0) {
            return new ObjectSet("object", false, random.nextBoolean() ? Map.of() : Map.of(key, value));
        }
        if (!Boolean.TRUE.equals(present.get(key))) {
            return new ObjectAddProperty("object", false, key, value);
        }
        return random.nextBoolean()
                ? new ObjectSetProperty("object", false, key, value)
                : new ObjectRemoveProperty("object", false, key);
    }

    /** Single edits or batches on one model with values of all kinds. */
    private Pair edits() {
        return new Pair(edit("s"), edit("c"));
    }

    private Operation edit(String mark) {
        ModelData data = new ModelData(RandomOperations.initialData(), ModelLimits.DEFAULT);
        return new RandomOperations(random, mark).edit(data);
    }
}
