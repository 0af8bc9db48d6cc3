package dev.coterie.convergence.model.ot;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static dev.coterie.convergence.model.ot.TestModels.apply;
import static dev.coterie.convergence.model.ot.TestModels.letter;
import static dev.coterie.convergence.model.ot.TestModels.letters;
import static dev.coterie.convergence.model.ot.TestModels.modelOf;
import static dev.coterie.convergence.model.ot.TestModels.refusal;
import static dev.coterie.convergence.model.ot.TestModels.splice;
import static dev.coterie.convergence.model.ot.TestModels.text;
import static dev.coterie.convergence.model.ot.TestModels.valueOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelDataTests {

    private static final String LIST = TestModels.LIST;

    private static CompoundOperation batch(DiscreteOperation... steps) {
        return new CompoundOperation(List.of(steps));
    }

    private static ModelData objectModel() {
        Map<String, DataValue> properties = new LinkedHashMap<>();
        properties.put("a", letter("1"));
        properties.put("b", new ArrayValue("2", List.of(letter("3"), letter("4"))));
        return modelOf(new ObjectValue("o", properties));
    }

    @Nested
    class Normalisation {

        @Test
        void stepsOnUnknownValuesHaveNoEffect() {
            ApplyOutcome.Applied applied = apply(modelOf(text("abc")), new NumberSet("gone", false, 1));
            assertThat(applied.operation()).isEqualTo(new NumberSet("gone", true, 1));
        }

        @Test
        void valuesAreLookedUpWhenTheStepOfTheBatchIsApplied() {
            ModelData data = objectModel();
            Operation operation = batch(
                    new ObjectAddProperty("o", false, "new", new StringValue("s", "")),
                    new StringSplice("s", false, 0, 0, "x"),
                    new ObjectRemoveProperty("o", false, "new"),
                    new StringSplice("s", false, 1, 0, "y"));

            CompoundOperation committed =
                    (CompoundOperation) apply(data, operation).operation();

            assertThat(committed.operations())
                    .extracting(DiscreteOperation::noOp)
                    .containsExactly(false, false, false, true);
        }

        @Test
        void emptySplicesHaveNoEffect() {
            ApplyOutcome.Applied applied = apply(modelOf(text("abc")), splice(17, 0, ""));
            assertThat(applied.operation()).isEqualTo(splice(17, 0, "").asNoOp());
        }

        @Test
        void trueSplicesBecomeTwoSteps() {
            ModelData data = modelOf(text("abcd"));
            ApplyOutcome.Applied applied = apply(data, splice(1, 2, "XY"));
            assertThat(applied.operation()).isEqualTo(batch(splice(1, 2, ""), splice(1, 0, "XY")));
            assertThat(valueOf(data)).isEqualTo(text("aXYd"));
        }

        @Test
        void trueSplicesInABatchStayFlat() {
            ApplyOutcome.Applied applied = apply(modelOf(text("abcd")), batch(splice(1, 2, "X"), splice(0, 1, "")));
            assertThat(applied.operation()).isEqualTo(batch(splice(1, 2, ""), splice(1, 0, "X"), splice(0, 1, "")));
        }

        @Test
        void emptyObjectSetsBecomeRemovals() {
            ModelData data = objectModel();
            ApplyOutcome.Applied applied = apply(data, new ObjectSet("o", false, Map.of()));
            assertThat(applied.operation())
                    .isEqualTo(batch(
                            new ObjectRemoveProperty("o", false, "a"), new ObjectRemoveProperty("o", false, "b")));
            assertThat(valueOf(data)).isEqualTo(new ObjectValue("o", Map.of()));
        }

        @Test
        void emptyObjectSetsWithoutEffectBecomeEmptyBatches() {
            assertThat(apply(objectModel(), new ObjectSet("o", true, Map.of())).operation())
                    .isEqualTo(batch());
            assertThat(apply(objectModel(), new ObjectSet("gone", false, Map.of()))
                            .operation())
                    .isEqualTo(batch());
        }

        @Test
        void stepsWithoutEffectAreNotLookedAt() {
            DiscreteOperation nonsense = new StringSplice("o", true, -5, Integer.MAX_VALUE, "x");
            assertThat(apply(objectModel(), nonsense).operation()).isEqualTo(nonsense);
        }

        @Test
        void batchesOfOneAndEmptyBatchesStayBatches() {
            assertThat(apply(modelOf(text("abc")), batch(splice(0, 1, ""))).operation())
                    .isEqualTo(batch(splice(0, 1, "")));
            assertThat(apply(modelOf(text("abc")), batch()).operation()).isEqualTo(batch());
        }
    }

    @Nested
    class Application {

        @Test
        void keepsWhatStepsReplaced() {
            ModelData data = objectModel();
            assertThat(before(data, new StringSplice("1", false, 0, 1, ""))).isEqualTo(new Before.Text("1"));
            assertThat(before(data, new StringSet("1", false, "x"))).isEqualTo(new Before.Text(""));
            assertThat(before(data, new ArrayInsert("2", false, 0, letter("5"))))
                    .isEqualTo(new Before.Nothing());
            assertThat(before(data, new ArrayMove("2", false, 0, 2))).isEqualTo(new Before.Nothing());
            assertThat(before(data, new ArrayReplace("2", false, 2, letter("6"))))
                    .isEqualTo(new Before.Value(letter("5")));
            assertThat(before(data, new ArrayRemove("2", false, 2))).isEqualTo(new Before.Value(letter("6")));
            assertThat(before(data, new ArraySet("2", false, List.of())))
                    .isEqualTo(new Before.Elements(List.of(letter("3"), letter("4"))));
            assertThat(before(data, new ObjectAddProperty("o", false, "c", new DoubleValue("n", 1))))
                    .isEqualTo(new Before.Nothing());
            assertThat(before(data, new NumberDelta("n", false, 2))).isEqualTo(new Before.Number(1));
            assertThat(before(data, new NumberSet("n", false, 0))).isEqualTo(new Before.Number(3));
            assertThat(before(data, new ObjectSetProperty("o", false, "c", new BooleanValue("t", true))))
                    .isEqualTo(new Before.Value(new DoubleValue("n", 0)));
            assertThat(before(data, new BooleanSet("t", false, false))).isEqualTo(new Before.Truth(true));
            assertThat(before(data, new ObjectRemoveProperty("o", false, "c")))
                    .isEqualTo(new Before.Value(new BooleanValue("t", false)));
            assertThat(before(data, new ObjectSet("o", false, Map.of("d", new DateValue("d", Instant.EPOCH)))))
                    .isEqualTo(new Before.Properties(
                            Map.of("a", new StringValue("1", "x"), "b", new ArrayValue("2", List.of()))));
            assertThat(before(data, new DateSet("d", false, Instant.ofEpochSecond(1))))
                    .isEqualTo(new Before.Moment(Instant.EPOCH));
        }

        private Before before(ModelData data, DiscreteOperation step) {
            return apply(data, step).applied().steps().get(0).before();
        }

        @Test
        void refusesWhatDoesNotFit() {
            ModelData data = modelOf(letters("abc"));
            assertThat(refusal(data, new ArrayInsert(LIST, false, 4, letter("x"))))
                    .isEqualTo(RejectionReason.OUT_OF_BOUNDS);
            assertThat(refusal(data, new ArrayInsert(LIST, false, -1, letter("x"))))
                    .isEqualTo(RejectionReason.OUT_OF_BOUNDS);
            assertThat(refusal(data, new ArrayRemove(LIST, false, 3))).isEqualTo(RejectionReason.OUT_OF_BOUNDS);
            assertThat(refusal(data, new ArrayReplace(LIST, false, 3, letter("x"))))
                    .isEqualTo(RejectionReason.OUT_OF_BOUNDS);
            assertThat(refusal(data, new ArrayMove(LIST, false, 3, 0))).isEqualTo(RejectionReason.OUT_OF_BOUNDS);
            assertThat(refusal(data, new ArrayMove(LIST, false, 0, 3))).isEqualTo(RejectionReason.OUT_OF_BOUNDS);
            assertThat(refusal(data, new StringSplice("a", false, 0, Integer.MAX_VALUE, "x")))
                    .isEqualTo(RejectionReason.OUT_OF_BOUNDS);
            assertThat(refusal(data, new StringSplice("a", false, 1, -1, "x")))
                    .isEqualTo(RejectionReason.OUT_OF_BOUNDS);
            assertThat(refusal(data, new StringSplice("a", false, Integer.MAX_VALUE, Integer.MAX_VALUE, "")))
                    .isEqualTo(RejectionReason.OUT_OF_BOUNDS);
            assertThat(refusal(data, new ObjectAddProperty("root", false, "v", letter("x"))))
                    .isEqualTo(RejectionReason.PROPERTY_EXISTS);
            assertThat(refusal(data, new ObjectSetProperty("root", false, "w", letter("x"))))
                    .isEqualTo(RejectionReason.PROPERTY_MISSING);
            assertThat(refusal(data, new ObjectRemoveProperty("root", false, "w")))
                    .isEqualTo(RejectionReason.PROPERTY_MISSING);
            assertThat(refusal(data, new NumberDelta("a", false, 1))).isEqualTo(RejectionReason.WRONG_KIND);
            assertThat(refusal(data, new StringSet(LIST, false, "x"))).isEqualTo(RejectionReason.WRONG_KIND);
            assertThat(refusal(data, new ObjectSet(LIST, false, Map.of()))).isEqualTo(RejectionReason.WRONG_KIND);
        }

        @Test
        void refusesNewValuesWithUnusableIds() {
            ModelData data = modelOf(letters("abc"));
            assertThat(refusal(data, new ArrayInsert(LIST, false, 0, letter("a"))))
                    .isEqualTo(RejectionReason.DUPLICATE_VALUE_ID);
            assertThat(refusal(data, new ArrayInsert(LIST, false, 0, new NullValue(""))))
                    .isEqualTo(RejectionReason.EMPTY_VALUE_ID);
            assertThat(refusal(data, new ArraySet(LIST, false, List.of(letter("x"), letter("x")))))
                    .isEqualTo(RejectionReason.DUPLICATE_VALUE_ID);
            assertThat(refusal(data, new ArraySet(LIST, false, List.of(new NullValue("root")))))
                    .isEqualTo(RejectionReason.DUPLICATE_VALUE_ID);
        }

        @Test
        void valuesMayKeepTheIdsOfThoseThatTheyReplace() {
            ModelData data = modelOf(letters("abc"));
            apply(data, new ArraySet(LIST, false, TestModels.lettersOf("cab")));
            apply(data, new ArrayReplace(LIST, false, 0, new DoubleValue("c", 1)));
            assertThat(data.kindOf("c")).contains(ValueKind.DOUBLE);
        }

        @Test
        void undoesABatchThatFailsAtItsEnd() {
            ModelData data = new ModelData(RandomOperations.initialData(), ModelLimits.DEFAULT);
            Operation operation = batch(
                    new StringSplice("@:1", false, 4, 5, "slow"),
                    new StringSet("@:1", false, "x"),
                    new ArrayInsert("@:2", false, 1, new ObjectValue("n:1", Map.of("k", letter("n:2")))),
                    new ArrayMove("@:2", false, 0, 2),
                    new ArrayReplace("@:2", false, 0, letter("n:3")),
                    new ArrayRemove("@:2", false, 1),
                    new ArraySet("@:2", false, List.of(letter("n:4"))),
                    new ObjectAddProperty("@:6", false, "b", letter("n:5")),
                    new ObjectSetProperty("@:6", false, "a", letter("n:6")),
                    new ObjectSet("@:6", false, Map.of()),
                    new ObjectRemoveProperty("@:0", false, "object"),
                    new NumberDelta("@:8", false, 0.1),
                    new NumberSet("@:8", false, 5),
                    new DateSet("@:9", false, Instant.MAX),
                    new NumberDelta("@:9", false, 1));
            assertThat(refusal(data, operation)).isEqualTo(RejectionReason.WRONG_KIND);
            assertThat(data.contains("n:6")).isFalse();
            assertThat(data.kindOf("@:7")).contains(ValueKind.BOOLEAN);
        }

        @Test
        void removedValuesLeaveWithEverythingBelowThem() {
            ModelData data = objectModel();
            ApplyOutcome.Applied applied = apply(data, new ObjectRemoveProperty("o", false, "b"));
            assertThat(applied.removedIds()).containsExactlyInAnyOrder("2", "3", "4");
            assertThat(data.contains("3")).isFalse();
            assertThat(apply(data, new StringSplice("3", false, 0, 0, "x"))
                            .operation()
                            .steps()
                            .get(0)
                            .noOp())
                    .isTrue();
        }

        @Test
        void oddNumbersAreNumbers() {
            ModelData data = modelOf(new DoubleValue("n", 1));
            apply(data, new NumberDelta("n", false, Double.POSITIVE_INFINITY));
            apply(data, new NumberDelta("n", false, Double.NEGATIVE_INFINITY));
            assertThat(valueOf(data)).isEqualTo(new DoubleValue("n", Double.NaN));
        }
    }

    @Nested
    class Size {

        private final ModelLimits limits = new ModelLimits(8, 40, 3, 100, 1_000, 10, 10, 10);

        private ModelData model() {
            return new ModelData(new ObjectValue("root", Map.of("v", letters("abc"))), limits);
        }

        @Test
        void countsTextsNamesAndIds() {
            ModelData data = model();
            assertThat(data.size()).isEqualTo(new ModelSize(5, "rootvlistaabbcc".length()));
            apply(data, new StringSplice("a", false, 1, 0, "xyz"));
            apply(data, new ArraySet(LIST, false, List.of()));
            apply(data, new ObjectSet("root", false, Map.of("key", letter("d"))));
            assertThat(data.size()).isEqualTo(new ModelSize(2, "rootkeydd".length()));
        }

        @Test
        void refusesToGrowBeyondTheLimits() {
            ModelData data = model();
            assertThat(refusal(data, new StringSet("a", false, "x".repeat(30))))
                    .isEqualTo(RejectionReason.MODEL_TOO_LARGE);
            assertThat(refusal(data, new ArraySet(LIST, false, TestModels.lettersOf("1234567"))))
                    .isEqualTo(RejectionReason.MODEL_TOO_LARGE);
            assertThat(refusal(data, new ArrayInsert(LIST, false, 0, new ArrayValue("x", List.of(letter("y"))))))
                    .isEqualTo(RejectionReason.TOO_DEEP);
        }

        @Test
        void letsAModelShrinkThatIsTooLarge() {
            ModelData data = new ModelData(new ObjectValue("root", Map.of("v", text("x".repeat(100)))), limits);
            assertThat(refusal(data, splice(0, 0, "y"))).isEqualTo(RejectionReason.MODEL_TOO_LARGE);
            apply(data, batch(splice(0, 10, ""), splice(0, 0, "y")));
        }

        @Test
        void putsBackWhatWasTooDeepAlready() {
            DataValue deep = new NullValue("bottom");
            for (int i = 0; i < 5; i++) {
                deep = new ArrayValue("a" + i, List.of(deep));
            }
            ModelData data = new ModelData(new ObjectValue("root", Map.of("v", deep)), limits);
            refusal(data, batch(new ObjectRemoveProperty("root", false, "v"), new NumberSet("root", false, 1)));
        }

        @Test
        void checksDataFromOutside() {
            assertThat(ModelData.check(new ObjectValue("root", Map.of("v", letters("abc"))), limits))
                    .isEmpty();
            assertThat(ModelData.check(new ObjectValue("root", Map.of("v", text("x".repeat(100)))), limits))
                    .contains(RejectionReason.MODEL_TOO_LARGE);
            assertThat(ModelData.check(new ObjectValue("a", Map.of("v", letter("a"))), limits))
                    .contains(RejectionReason.DUPLICATE_VALUE_ID);
            assertThat(ModelData.check(new ObjectValue("", Map.of()), limits)).contains(RejectionReason.EMPTY_VALUE_ID);
            assertThat(ModelData.check(
                            new ObjectValue("a", Map.of("v", new ArrayValue("b", List.of(letters("x"))))), limits))
                    .contains(RejectionReason.TOO_DEEP);
            ObjectValue duplicate = new ObjectValue("a", Map.of("v", letter("a")));
            assertThatThrownBy(() -> new ModelData(duplicate, limits)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void oldStatesMustFitTheirOperations() {
        assertThatThrownBy(() -> new AppliedDiscrete(splice(0, 1, ""), new Before.Nothing()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new AppliedDiscrete(splice(0, 1, "").asNoOp(), new Before.Nothing()).inverse())
                .isEqualTo(splice(0, 1, "").asNoOp());
    }
}
