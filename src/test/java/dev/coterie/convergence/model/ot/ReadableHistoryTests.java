package dev.coterie.convergence.model.ot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static dev.coterie.convergence.model.ot.TestModels.letter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReadableHistoryTests {

    private final Map<String, DataValue> properties =
            new LinkedHashMap<>(Map.of("a", letter("1"), "b", letter("2"), "c", letter("3")));
    private final ReadableHistory history = new ReadableHistory(TestModels.modelOf(new ObjectValue("o", properties)));

    @Test
    void showsARemovalAsAChangeOfTheWholeObject() {
        AppliedOperation shown = history.next(remove("a"));
        assertThat(shown)
                .isEqualTo(new AppliedDiscrete(
                        new ObjectSet("o", false, Map.of("b", letter("2"), "c", letter("3"))),
                        new Before.Properties(properties)));
    }

    @Test
    void showsRemovalsInARowAsOneChange() {
        StringSet other = new StringSet("1", false, "x");
        AppliedOperation shown = history.next(new CompoundOperation(List.of(other, remove("b"), remove("c"))));
        assertThat(shown.steps()).hasSize(2);
        assertThat(shown.operation().steps())
                .containsExactly(other, new ObjectSet("o", false, Map.of("a", new StringValue("1", "x"))));
    }

    @Test
    void showsTheEndOfAllPropertiesAsAnEmptyObject() {
        AppliedOperation shown = history.next(new CompoundOperation(List.of(remove("a"), remove("b"), remove("c"))));
        assertThat(shown.operation()).isEqualTo(new CompoundOperation(List.of(new ObjectSet("o", false, Map.of()))));
    }

    @Test
    void showsARemovalWithoutEffectAsAnotherStepWithoutEffect() {
        AppliedOperation shown = history.next(remove("a").asNoOp());
        assertThat(shown.operation()).isEqualTo(new ObjectSet("o", true, Map.of()));
    }

    @Test
    void showsEverythingElseAsItIs() {
        StringSplice splice = new StringSplice("1", false, 0, 1, "");
        assertThat(history.next(splice)).isEqualTo(new AppliedDiscrete(splice, new Before.Text("1")));
        assertThat(history.next(new CompoundOperation(List.of()))).isEqualTo(new AppliedCompound(List.of()));
    }

    @Test
    void refusesOperationsOfAnotherHistory() {
        assertThatThrownBy(() -> history.next(remove("x"))).isInstanceOf(IllegalStateException.class);
    }

    private static ObjectRemoveProperty remove(String key) {
        return new ObjectRemoveProperty("o", false, key);
    }
}
