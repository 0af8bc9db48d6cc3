package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Short ways to make values and models, and to apply what must fit. */
final class TestModels {

    static final String TEXT = "text";
    static final String LIST = "list";

    private TestModels() {}

    /** A model that has one property, "v". */
    static ModelData modelOf(DataValue value) {
        return new ModelData(new ObjectValue("root", Map.of("v", value)), ModelLimits.DEFAULT);
    }

    static StringValue text(String text) {
        return new StringValue(TEXT, text);
    }

    /** An array with one element for each letter, whose id is the letter. */
    static ArrayValue letters(String letters) {
        return new ArrayValue(LIST, lettersOf(letters));
    }

    static List<DataValue> lettersOf(String letters) {
        List<DataValue> values = new ArrayList<>();
        letters.chars().forEach(letter -> values.add(letter(Character.toString(letter))));
        return values;
    }

    static StringValue letter(String letter) {
        return new StringValue(letter, letter);
    }

    static ApplyOutcome.Applied apply(ModelData data, Operation operation) {
        ApplyOutcome outcome = data.apply(operation);
        assertThat(outcome).as("%s", operation).isInstanceOf(ApplyOutcome.Applied.class);
        return (ApplyOutcome.Applied) outcome;
    }

    static RejectionReason refusal(ModelData data, Operation operation) {
        ObjectValue before = data.snapshot();
        ModelSize sizeBefore = data.size();
        ApplyOutcome outcome = data.apply(operation);
        assertThat(outcome).as("%s", operation).isInstanceOf(ApplyOutcome.Refused.class);
        assertThat(data.snapshot()).as("after a refusal").isEqualTo(before);
        assertThat(data.size()).as("after a refusal").isEqualTo(sizeBefore);
        return ((ApplyOutcome.Refused) outcome).reason();
    }

    /** The value of the only property of a model made by {@link #modelOf}. */
    static DataValue valueOf(ModelData data) {
        return data.snapshot().children().values().iterator().next();
    }

    static StringSplice splice(int index, int deleteCount, String text) {
        return new StringSplice(TEXT, false, index, deleteCount, text);
    }
}
