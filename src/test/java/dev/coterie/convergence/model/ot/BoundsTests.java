package dev.coterie.convergence.model.ot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static dev.coterie.convergence.model.ot.TestModels.LIST;
import static dev.coterie.convergence.model.ot.TestModels.TEXT;
import static dev.coterie.convergence.model.ot.TestModels.apply;
import static dev.coterie.convergence.model.ot.TestModels.letter;
import static dev.coterie.convergence.model.ot.TestModels.lettersOf;
import static dev.coterie.convergence.model.ot.TestModels.refusal;
import static dev.coterie.convergence.model.ot.TestModels.splice;
import static org.assertj.core.api.Assertions.assertThat;

/** Each limit of a model, reached and exceeded by one, in every way in which data come. */
class BoundsTests {

    private static final int DEPTH = 4;
    private static final int CHILDREN = 5;
    private static final int LENGTH = 6;
    private static final int STEPS = 3;
    private static final ModelLimits LIMITS = new ModelLimits(1_000, 10_000, DEPTH, CHILDREN, LENGTH, STEPS, 50, 5);

    private final ModelData data = modelWith(TestModels.text("abcd"), TestModels.letters("wxyz"));

    private static ModelData modelWith(DataValue... values) {
        ObjectValue root = root(values);
        return new ModelData(root, LIMITS);
    }

    private static ObjectValue root(DataValue... values) {
        Map<String, DataValue> properties = new LinkedHashMap<>();
        for (DataValue value : values) {
            properties.put(value.id(), value);
        }
        return new ObjectValue("root", properties);
    }

    @Test
    void aTextGrowsUpToItsLimit() {
        apply(data, splice(4, 0, "ef"));
        assertThat(refusal(data, splice(0, 0, "!"))).isEqualTo(RejectionReason.STRING_TOO_LONG);
        assertThat(refusal(data, splice(0, 1, "!!"))).isEqualTo(RejectionReason.STRING_TOO_LONG);
        apply(data, splice(0, 2, "!!"));
        assertThat(refusal(data, new StringSet(TEXT, false, "1234567"))).isEqualTo(RejectionReason.STRING_TOO_LONG);
        apply(data, new StringSet(TEXT, false, "123456"));
    }

    @Test
    void onlyWhatABatchComesToCounts() {
        apply(data, batch(splice(0, 0, "123456"), splice(0, 6, "")));
        assertThat(refusal(data, batch(splice(0, 0, "12"), splice(0, 0, "3"))))
                .isEqualTo(RejectionReason.STRING_TOO_LONG);
    }

    @Test
    void anArrayGrowsUpToItsLimit() {
        apply(data, new ArrayInsert(LIST, false, 0, letter("1")));
        assertThat(refusal(data, new ArrayInsert(LIST, false, 0, letter("2"))))
                .isEqualTo(RejectionReason.TOO_MANY_CHILDREN);
        apply(data, new ArrayReplace(LIST, false, 0, letter("2")));
        apply(data, new ArrayMove(LIST, false, 0, 4));
        apply(data, new ArraySet(LIST, false, lettersOf("12345")));
        assertThat(refusal(data, new ArraySet(LIST, false, lettersOf("123456"))))
                .isEqualTo(RejectionReason.TOO_MANY_CHILDREN);
    }

    @Test
    void anObjectGrowsUpToItsLimit() {
        for (String key : List.of("a", "b", "c")) {
            apply(data, new ObjectAddProperty("root", false, key, letter(key)));
        }
        assertThat(refusal(data, new ObjectAddProperty("root", false, "d", letter("d"))))
                .isEqualTo(RejectionReason.TOO_MANY_CHILDREN);
        apply(data, new ObjectSetProperty("root", false, "a", letter("d")));
        apply(data, new ObjectSet("root", false, properties(5)));
        assertThat(refusal(data, new ObjectSet("root", false, properties(6))))
                .isEqualTo(RejectionReason.TOO_MANY_CHILDREN);
    }

    @Test
    void valuesThatComeAreChecked() {
        for (int levels = 1; levels <= DEPTH + 1; levels++) {
            assertThat(comes(nested(levels))).isEqualTo(levels < DEPTH ? null : RejectionReason.TOO_DEEP);
        }
        assertThat(comes(new ObjectValue("n", properties(CHILDREN)))).isNull();
        assertThat(comes(new ObjectValue("n", properties(CHILDREN + 1)))).isEqualTo(RejectionReason.TOO_MANY_CHILDREN);
        assertThat(comes(new ArrayValue("n", lettersOf("12345")))).isNull();
        assertThat(comes(new ArrayValue("n", lettersOf("123456")))).isEqualTo(RejectionReason.TOO_MANY_CHILDREN);
        assertThat(comes(new StringValue("n", "x".repeat(LENGTH)))).isNull();
        assertThat(comes(new StringValue("n", "x".repeat(LENGTH + 1)))).isEqualTo(RejectionReason.STRING_TOO_LONG);
    }

    @Test
    void aModelGrowsUpToItsLimits() {
        ModelLimits tight = new ModelLimits(4, 30, DEPTH, 100, 100, STEPS, 50, 5);
        ObjectValue root = root(TestModels.text("x".repeat(15)), letter("a"));
        int characters = "root".length() + 2 * TEXT.length() + 15 + 2 * "a".length() + "a".length();
        assertThat(characters).isEqualTo(30);
        assertThat(ModelData.check(root, tight)).isEmpty();
        ModelData full = new ModelData(root, tight);
        assertThat(refusal(full, splice(0, 0, "y"))).isEqualTo(RejectionReason.MODEL_TOO_LARGE);
        apply(full, splice(0, 15, "y".repeat(10)));
        apply(full, new ObjectAddProperty("root", false, "b", new NullValue("b")));
        assertThat(refusal(full, new ObjectAddProperty("root", false, "c", new NullValue("c"))))
                .isEqualTo(RejectionReason.MODEL_TOO_LARGE);
        assertThat(ModelData.check(root(letter("a"), letter("b"), letter("c"), letter("d")), tight))
                .contains(RejectionReason.MODEL_TOO_LARGE);
    }

    /** Why a value is refused, the same in every way in which it can come; null: it is not. */
    private static @Nullable RejectionReason comes(DataValue value) {
        List<ApplyOutcome> outcomes = List.of(
                modelWith().apply(new ObjectAddProperty("root", false, "k", value)),
                modelWith(letter("k")).apply(new ObjectSetProperty("root", false, "k", value)),
                modelWith().apply(new ObjectSet("root", false, Map.of("k", value))));
        RejectionReason reason = ModelData.check(root(value), LIMITS).orElse(null);
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(
                                outcome instanceof ApplyOutcome.Refused refused ? refused.reason() : null)
                        .isEqualTo(reason));
        return reason;
    }

    @Test
    void aModelOfEarlierLimitsCanOnlyShrink() {
        ModelData large = modelWith(TestModels.text("x".repeat(20)), TestModels.letters("12345678"), nested(9));
        assertThat(refusal(large, splice(0, 0, "y"))).isEqualTo(RejectionReason.STRING_TOO_LONG);
        apply(large, splice(0, 4, "yyy"));
        apply(large, new ArrayRemove(LIST, false, 0));
        apply(large, new ArrayMove(LIST, false, 0, 6));
        assertThat(refusal(large, new ArrayInsert(LIST, false, 0, letter("9"))))
                .isEqualTo(RejectionReason.TOO_MANY_CHILDREN);
        assertThat(refusal(large, new ArrayInsert("n8", false, 1, letter("9")))).isEqualTo(RejectionReason.TOO_DEEP);
    }

    @Test
    void aRefusalPutsBackWhatIsTooLargeAlready() {
        ModelData large = modelWith(TestModels.text("x".repeat(20)), TestModels.letters("12345678"), nested(9));
        DiscreteOperation misfit = new ObjectRemoveProperty("root", false, "nothing");
        for (String key : List.of(TEXT, LIST, "n1")) {
            assertThat(refusal(large, batch(new ObjectRemoveProperty("root", false, key), misfit)))
                    .isEqualTo(RejectionReason.PROPERTY_MISSING);
        }
        assertThat(refusal(large, batch(new ArraySet(LIST, false, List.of()), splice(0, 20, ""), misfit)))
                .isEqualTo(RejectionReason.PROPERTY_MISSING);
    }

    @Test
    void aBatchOfASessionHasALimit() {
        SharedModel model = new SharedModel(data, 1, LIMITS);
        model.open("a", 1);
        assertThat(model.submit("a", 1, batch(noOp(), noOp(), noOp()))).isInstanceOf(SubmitOutcome.Accepted.class);
        CompoundOperation more = batch(noOp(), noOp(), noOp(), noOp());
        assertThat(model.submit("a", 2, more)).isEqualTo(new SubmitOutcome.Rejected(RejectionReason.TOO_MANY_STEPS));
        assertThat(model.submitOwn("server", more)).isInstanceOf(SubmitOutcome.Accepted.class);
    }

    private static DiscreteOperation noOp() {
        return splice(0, 0, "").asNoOp();
    }

    private static CompoundOperation batch(DiscreteOperation... steps) {
        return new CompoundOperation(List.of(steps));
    }

    /** Arrays in arrays, "n1" the outermost. */
    private static DataValue nested(int levels) {
        DataValue value = new NullValue("n" + levels);
        for (int level = levels - 1; level >= 1; level--) {
            value = new ArrayValue("n" + level, List.of(value));
        }
        return value;
    }

    private static Map<String, DataValue> properties(int count) {
        Map<String, DataValue> properties = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            properties.put("key" + i, letter("p" + i));
        }
        return properties;
    }
}
