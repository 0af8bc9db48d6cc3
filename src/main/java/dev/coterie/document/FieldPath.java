package dev.coterie.document;

import java.util.List;

/**
 * Where something is in a document. Immutable.
 *
 * @param steps from the outside to the inside, at least one
 */
public record FieldPath(List<Step> steps) {

    public FieldPath {
        steps = List.copyOf(steps);
    }

    public static FieldPath of(Step... steps) {
        return new FieldPath(List.of(steps));
    }

    FieldId in(FieldId root) {
        FieldId id = root;
        for (Step step : steps) {
            id = step.below(id);
        }
        return id;
    }

    /** One step inwards. */
    public sealed interface Step {

        FieldId below(FieldId above);
    }

    /** To a field of an object. */
    public record Name(String name) implements Step {

        @Override
        public FieldId below(FieldId above) {
            return above.named(name);
        }
    }

    /** To an element of a list, 0 is the first. */
    public record Element(long index) implements Step {

        @Override
        public FieldId below(FieldId above) {
            return above.element(index);
        }
    }

    /** To what is known of the document besides what it holds; the only step of its path. */
    public record Fact(String name) implements Step {

        @Override
        public FieldId below(FieldId above) {
            return above.fact(name);
        }
    }
}
