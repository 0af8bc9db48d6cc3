package dev.coterie.convergence.model.ot;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DifferenceTests {

    private static final int RUNS = 500;
    private static final int EDITS = 12;

    private final AtomicInteger ids = new AtomicInteger();

    @Test
    void equalDataNeedNothing() {
        ObjectValue data = RandomOperations.initialData();
        assertThat(Difference.between(data, data, this::id)).isEmpty();
    }

    @Test
    void textIsEditedInPlace() {
        assertThat(between(new StringValue("t", "The quick fox"), new StringValue("t", "The slow fox")))
                .containsExactly(new StringSplice("t", false, 4, 5, "slow"));
        assertThat(between(new StringValue("t", "aaa"), new StringValue("t", "aaaa")))
                .containsExactly(new StringSplice("t", false, 3, 0, "a"));
        assertThat(between(new StringValue("t", "abc"), new StringValue("t", "")))
                .containsExactly(new StringSplice("t", false, 0, 3, ""));
    }

    @Test
    void scalarsAreSet() {
        assertThat(between(new DoubleValue("v", 1), new DoubleValue("v", 2)))
                .containsExactly(new NumberSet("v", false, 2));
        assertThat(between(new BooleanValue("v", true), new BooleanValue("v", false)))
                .containsExactly(new BooleanSet("v", false, false));
        assertThat(between(new DateValue("v", Instant.EPOCH), new DateValue("v", Instant.MAX.minusSeconds(1))))
                .hasSize(1);
    }

    @Test
    void whatWasRemovedComesBackUnderANewId() {
        List<DiscreteOperation> steps = Difference.between(
                new ObjectValue("o", Map.of()),
                new ObjectValue("o", Map.of("a", new StringValue("old", "x"))),
                this::id);
        assertThat(steps).containsExactly(new ObjectAddProperty("o", false, "a", new StringValue("new:1", "x")));
    }

    /** Also when some of it is gone, and came back by an earlier restoration. */
    @Test
    void anyStateLeadsToAnyEarlierOne() {
        long seed = Long.getLong("coterie.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < RUNS; run++) {
            RandomOperations editor = new RandomOperations(random, "r" + run);
            ModelData data = TestModels.modelOf(RandomOperations.initialData());
            ObjectValue first = data.snapshot();
            for (int i = 0; i < EDITS; i++) {
                editor.edit(data);
            }
            ObjectValue second = data.snapshot();
            revert(data, first, seed);
            revert(data, second, seed);
            revert(data, first, seed);
        }
    }

    private void revert(ModelData data, ObjectValue then, long seed) {
        List<DiscreteOperation> steps = Difference.between(data.snapshot(), then, this::id);
        ApplyOutcome outcome = data.apply(new CompoundOperation(steps));
        assertThat(outcome).as("seed %d", seed).isInstanceOf(ApplyOutcome.Applied.class);
        assertThat(Difference.equal(data.snapshot(), then)).as("seed %d", seed).isTrue();
        assertThat(collect(data.snapshot(), new HashSet<>()))
                .as("seed %d", seed)
                .isTrue();
    }

    /** Whether no id is there twice. */
    private static boolean collect(DataValue value, Set<String> ids) {
        boolean fresh = ids.add(value.id());
        if (value instanceof ObjectValue object) {
            return object.children().values().stream().allMatch(child -> collect(child, ids)) && fresh;
        }
        return value instanceof ArrayValue array
                ? array.children().stream().allMatch(child -> collect(child, ids)) && fresh
                : fresh;
    }

    private List<DiscreteOperation> between(DataValue now, DataValue then) {
        return Difference.between(
                new ObjectValue("o", Map.of("a", now)), new ObjectValue("o", Map.of("a", then)), this::id);
    }

    private String id() {
        return "new:" + ids.incrementAndGet();
    }
}
