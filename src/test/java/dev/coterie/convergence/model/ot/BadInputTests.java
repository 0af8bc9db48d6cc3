package dev.coterie.convergence.model.ot;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a session sends is answered by an outcome and leaves the model whole. */
class BadInputTests {

    private static final int STEPS = 60_000;
    private static final int[] NUMBERS = {
        0, 0, 1, 1, 2, 3, 5, 19, 20, -1, -2, Integer.MAX_VALUE, Integer.MAX_VALUE - 1, Integer.MIN_VALUE
    };
    private static final String[] IDS = {
        "@:0", "@:1", "@:1", "@:1", "@:2", "@:2", "@:3", "@:4", "@:6", "@:6", "@:7", "@:8", "@:9", "", "unknown"
    };
    private static final ModelLimits LIMITS = new ModelLimits(100, 500, 5, 8, 60, 3, 30, 10);

    private final long seed = Long.getLong("coterie.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private SharedModel model = newModel();
    private int nextId;

    private static SharedModel newModel() {
        SharedModel model = new SharedModel(new ModelData(RandomOperations.initialData(), LIMITS), 1, LIMITS);
        model.open("a", 1);
        model.open("b", 1);
        model.startResync("c");
        return model;
    }

    @Test
    void nonsenseIsAnsweredByAnOutcome() {
        Set<RejectionReason> reasons = EnumSet.noneOf(RejectionReason.class);
        int accepted = 0;
        for (int i = 0; i < STEPS; i++) {
            Operation operation = random.nextInt(4) == 0 ? batch() : step();
            try {
                SubmitOutcome outcome = model.submit(session(), version(), operation);
                if (outcome instanceof SubmitOutcome.Rejected rejected) {
                    reasons.add(rejected.reason());
                } else {
                    accepted++;
                }
                reference();
                checkNowAndThen(i);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("failed with -Dcoterie.seed=" + seed + " at " + operation, e);
            }
        }
        assertThat(accepted).isGreaterThan(STEPS / 50);
        assertThat(reasons).hasSizeGreaterThan(6);
    }

    private void checkNowAndThen(int i) {
        if (i % 500 == 0) {
            ModelData again = new ModelData(model.snapshot(), LIMITS);
            assertThat(again.size()).isEqualTo(model.size());
            for (Reference reference : model.referencesExcept("nobody")) {
                ReferenceId id = reference.id();
                assertThat(id.isOnModel() || again.contains(id.valueId())).isTrue();
                if (reference.values() instanceof ReferenceValues.Indices indices) {
                    assertThat(indices.indices())
                            .allSatisfy(index -> assertThat(index).isBetween(0, again.textLength(id.valueId())));
                }
            }
            model = newModel();
        }
    }

    private void reference() {
        ReferenceId id = new ReferenceId(session(), id(), "k" + random.nextInt(3));
        ReferenceValues values = switch (random.nextInt(4)) {
            case 0 -> new ReferenceValues.Indices(List.of(number(), number()));
            case 1 -> new ReferenceValues.Ranges(List.of(new IndexRange(number(), number())));
            case 2 -> new ReferenceValues.Properties(List.of("a", "", "text"));
            default -> new ReferenceValues.Elements(List.of(id(), id()));
        };
        assertThat(model.putReference(id, values, version())).isNotNull();
        if (random.nextInt(5) == 0) {
            assertThat(model.clearReference(id)).isNotNull();
            assertThat(model.unshareReference(id)).isNotNull();
        }
    }

    private CompoundOperation batch() {
        return new CompoundOperation(List.of(step(), step(), step()));
    }

    private DiscreteOperation step() {
        boolean noOp = random.nextInt(20) == 0;
        String id = id();
        return switch (OperationKind.values()[random.nextInt(OperationKind.values().length)]) {
            case STRING_SPLICE -> new StringSplice(id, noOp, number(), number(), text());
            case STRING_SET -> new StringSet(id, noOp, text());
            case ARRAY_INSERT -> new ArrayInsert(id, noOp, number(), value(3));
            case ARRAY_REMOVE -> new ArrayRemove(id, noOp, number());
            case ARRAY_REPLACE -> new ArrayReplace(id, noOp, number(), value(3));
            case ARRAY_MOVE -> new ArrayMove(id, noOp, number(), number());
            case ARRAY_SET -> new ArraySet(id, noOp, random.nextBoolean() ? List.of() : List.of(value(2), value(2)));
            case OBJECT_ADD_PROPERTY -> new ObjectAddProperty(id, noOp, key(), value(3));
            case OBJECT_SET_PROPERTY -> new ObjectSetProperty(id, noOp, key(), value(3));
            case OBJECT_REMOVE_PROPERTY -> new ObjectRemoveProperty(id, noOp, key());
            case OBJECT_SET -> new ObjectSet(id, noOp, random.nextBoolean() ? Map.of() : Map.of(key(), value(3)));
            case NUMBER_DELTA -> new NumberDelta(id, noOp, Double.NaN);
            case NUMBER_SET -> new NumberSet(id, noOp, -0.0);
            case BOOLEAN_SET -> new BooleanSet(id, noOp, random.nextBoolean());
            case DATE_SET -> new DateSet(id, noOp, random.nextBoolean() ? Instant.MAX : Instant.MIN);
        };
    }

    private DataValue value(int levels) {
        String id = random.nextInt(4) == 0 ? id() : "n:" + nextId++;
        if (levels > 0 && random.nextBoolean()) {
            return new ArrayValue(id, List.of(value(levels - 1)));
        }
        return random.nextBoolean()
                ? new StringValue(id, text())
                : new ObjectValue(id, Map.of(key(), new NullValue(id + "x")));
    }

    private String session() {
        return Character.toString('a' + random.nextInt(4));
    }

    private long version() {
        long version = model.version();
        return switch (random.nextInt(10)) {
            case 0 -> version - random.nextInt(50);
            case 1 -> version + 1;
            case 2 -> random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE;
            case 3, 4, 5 -> version - 1;
            default -> version;
        };
    }

    private String id() {
        return IDS[random.nextInt(IDS.length)];
    }

    private String key() {
        return random.nextBoolean() ? "a" : random.nextBoolean() ? "text" : "";
    }

    private String text() {
        return random.nextInt(40) == 0 ? "\uDC00".repeat(200) : "\uD83D".repeat(random.nextInt(4));
    }

    private int number() {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }
}
