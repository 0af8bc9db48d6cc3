package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads operations as the worked examples write them: {@code [noOp splice(2,0,"X"), set("Y")]}. */
final class OperationNotation {

    private static final Pattern STEP =
            Pattern.compile("(noOp )?(\\w+)\\((\\d+)?,?(\\d+)?,?(?:\"([^\"]*)\"|\\[([\\w,]*)]|([A-Z]))?\\)");

    private OperationNotation() {}

    static Operation parseText(String notation) {
        return parse(notation, true);
    }

    static Operation parseArray(String notation) {
        return parse(notation, false);
    }

    private static Operation parse(String notation, boolean text) {
        List<DiscreteOperation> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(notation);
        while (matcher.find()) {
            steps.add(text ? textStep(matcher) : arrayStep(matcher));
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException(notation);
        }
        return notation.startsWith("[") ? new CompoundOperation(steps) : steps.get(0);
    }

    private static DiscreteOperation textStep(Matcher step) {
        StringOperation operation = step.group(2).equals("set")
                ? new StringSet(TestModels.TEXT, false, step.group(5))
                : TestModels.splice(number(step, 3), number(step, 4), step.group(5));
        return step.group(1) == null ? operation : operation.asNoOp();
    }

    private static DiscreteOperation arrayStep(Matcher step) {
        String id = TestModels.LIST;
        ArrayOperation operation = switch (step.group(2)) {
            case "insert" -> new ArrayInsert(id, false, number(step, 3), TestModels.letter(step.group(7)));
            case "remove" -> new ArrayRemove(id, false, number(step, 3));
            case "replace" -> new ArrayReplace(id, false, number(step, 3), TestModels.letter(step.group(7)));
            case "move" -> new ArrayMove(id, false, number(step, 3), number(step, 4));
            case "set" ->
                new ArraySet(id, false, TestModels.lettersOf(step.group(6).replace(",", "")));
            default -> throw new IllegalArgumentException(step.group());
        };
        return step.group(1) == null ? operation : operation.asNoOp();
    }

    private static int number(Matcher step, int group) {
        return Integer.parseInt(step.group(group));
    }
}
