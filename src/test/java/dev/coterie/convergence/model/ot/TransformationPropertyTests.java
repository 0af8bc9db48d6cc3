package dev.coterie.convergence.model.ot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Both orders of two concurrent operations lead to one state: for all pairs of operations on small values. The
 * server's operation is taken in the form in which it would be committed, unless said otherwise.
 */
class TransformationPropertyTests {

    @Test
    void splicesAndSetsOfOneTextConverge() {
        assertThat(pairsThatDiverge(TestModels.text("abcde"), texts("S"), texts("C"), true))
                .isEmpty();
    }

    @Test
    void onlyTrueSplicesBehindTrueSplicesDivergeWhenCommittedAsTheyAre() {
        BiPredicate<Operation, Operation> faulty = (server, client) -> server instanceof StringSplice s
                && client instanceof StringSplice c
                && s.isReplacement()
                && c.isReplacement()
                && s.index() > c.end()
                && s.text().length() != c.text().length();
        List<DiscreteOperation> server = texts("S");
        List<DiscreteOperation> client = texts("C");
        List<Pair> expected = new ArrayList<>();
        for (DiscreteOperation s : server) {
            client.stream().filter(c -> faulty.test(s, c)).forEach(c -> expected.add(new Pair(s, c)));
        }

        List<Pair> diverging = pairsThatDiverge(TestModels.text("abcde"), server, client, false);

        assertThat(expected).isNotEmpty();
        assertThat(diverging).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void stepsOnOneArrayConverge() {
        assertThat(pairsThatDiverge(TestModels.letters("abcde"), arrays("S"), arrays("C"), true))
                .isEmpty();
        assertThat(pairsThatDiverge(TestModels.letters("a"), arraysOf(1, "S"), arraysOf(1, "C"), true))
                .isEmpty();
    }

    @Test
    void stepsOnOneObjectConverge() {
        ObjectValue object = new ObjectValue("o", Map.of("a", TestModels.letter("1"), "b", TestModels.letter("2")));
        assertThat(pairsThatDiverge(object, objects("S"), objects("C"), true)).isEmpty();
    }

    @Test
    void stepsOnOneNumberConverge() {
        List<DiscreteOperation> steps = new ArrayList<>();
        for (double number : new double[] {0, 1, -2, 3.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            steps.add(new NumberDelta("n", false, number));
            steps.add(new NumberSet("n", false, number));
        }
        assertThat(pairsThatDiverge(new DoubleValue("n", 7), steps, steps, true))
                .isEmpty();
    }

    @Test
    void stepsOnOneTruthValueOrDateConverge() {
        List<DiscreteOperation> truths = List.of(new BooleanSet("b", false, true), new BooleanSet("b", false, false));
        assertThat(pairsThatDiverge(new BooleanValue("b", true), truths, truths, true))
                .isEmpty();
        List<DiscreteOperation> dates = List.of(
                new DateSet("d", false, Instant.ofEpochMilli(1)), new DateSet("d", false, Instant.ofEpochMilli(2)));
        assertThat(pairsThatDiverge(new DateValue("d", Instant.EPOCH), dates, dates, true))
                .isEmpty();
    }

    @Test
    void batchesConverge() {
        List<DiscreteOperation> server = texts("S").stream()
                .filter(step -> !(step instanceof StringSplice splice && splice.isReplacement()))
                .toList();
        List<Operation> batches = new ArrayList<>();
        for (DiscreteOperation step : server) {
            batches.add(
                    new CompoundOperation(List.of(TestModels.splice(0, 1, ""), TestModels.splice(1, 0, "Q"), step)));
        }
        List<Operation> clients = new ArrayList<>(texts("C"));
        clients.add(new CompoundOperation(List.of()));
        clients.add(new CompoundOperation(List.of(TestModels.splice(2, 3, "CC"), TestModels.splice(1, 1, "C"))));
        assertThat(pairsThatDiverge(TestModels.text("abcdef"), batches, clients, true))
                .isEmpty();
        assertThat(pairsThatDiverge(TestModels.text("abcdef"), server, batches, true))
                .isEmpty();
    }

    @Test
    void stepsOnDifferentValuesAndStepsWithoutEffectStayAsTheyAre() {
        StringSplice splice = TestModels.splice(1, 0, "S");
        List<Operation> others = List.of(
                new StringSplice("other", false, 0, 3, "Q"),
                splice.asNoOp(),
                new StringSet(TestModels.TEXT, true, "Q"),
                new NumberSet(TestModels.TEXT, false, 1),
                new DateSet(TestModels.TEXT, false, Instant.EPOCH));
        for (Operation other : others) {
            assertThat(Transformer.transform(splice, other)).isEqualTo(new Transformed(splice, other));
            assertThat(Transformer.transform(other, splice)).isEqualTo(new Transformed(other, splice));
        }
    }

    private record Pair(Operation server, Operation client) {}

    private static List<Pair> pairsThatDiverge(
            DataValue start, List<? extends Operation> server, List<? extends Operation> client, boolean normalised) {
        List<Pair> diverging = new ArrayList<>();
        for (Operation s : server) {
            for (Operation c : client) {
                ModelData onServer = TestModels.modelOf(start);
                Operation committed = TestModels.apply(onServer, s).operation();
                Transformed pair = Transformer.transform(normalised ? committed : s, c);
                ModelData onClient = TestModels.modelOf(start);
                TestModels.apply(onClient, c);
                boolean fits = onServer.apply(pair.client()) instanceof ApplyOutcome.Applied
                        && onClient.apply(pair.server()) instanceof ApplyOutcome.Applied;
                if (!fits || !onServer.snapshot().equals(onClient.snapshot())) {
                    diverging.add(new Pair(s, c));
                }
            }
        }
        return diverging;
    }

    private static List<DiscreteOperation> texts(String mark) {
        List<DiscreteOperation> steps = new ArrayList<>();
        for (int index = 0; index <= 5; index++) {
            for (int count = 0; count <= 5 - index; count++) {
                for (int length = 0; length <= 2; length++) {
                    steps.add(TestModels.splice(index, count, mark.repeat(length)));
                }
            }
        }
        steps.add(new StringSet(TestModels.TEXT, false, mark));
        steps.add(new StringSet(TestModels.TEXT, false, "same"));
        return steps;
    }

    private static List<DiscreteOperation> arrays(String mark) {
        return arraysOf(5, mark);
    }

    private static List<DiscreteOperation> arraysOf(int size, String mark) {
        List<DiscreteOperation> steps = new ArrayList<>();
        String id = TestModels.LIST;
        StringValue value = TestModels.letter(mark);
        for (int index = 0; index <= size; index++) {
            steps.add(new ArrayInsert(id, false, index, value));
        }
        for (int index = 0; index < size; index++) {
            steps.add(new ArrayRemove(id, false, index));
            steps.add(new ArrayReplace(id, false, index, value));
            for (int to = 0; to < size; to++) {
                steps.add(new ArrayMove(id, false, index, to));
            }
        }
        steps.add(new ArraySet(id, false, List.of(value)));
        steps.add(new ArraySet(id, false, List.of()));
        return steps;
    }

    private static List<DiscreteOperation> objects(String mark) {
        List<DiscreteOperation> steps = new ArrayList<>();
        StringValue value = TestModels.letter(mark);
        for (String key : List.of("a", "b")) {
            steps.add(new ObjectSetProperty("o", false, key, value));
            steps.add(new ObjectRemoveProperty("o", false, key));
        }
        steps.add(new ObjectAddProperty("o", false, "c", value));
        steps.add(new ObjectAddProperty("o", false, "d", value));
        steps.add(new ObjectSet("o", false, new HashMap<>(Map.of("a", value))));
        steps.add(new ObjectSet("o", false, Map.of("e", value)));
        steps.add(new ObjectSet("o", false, Collections.emptyMap()));
        return steps;
    }
}
