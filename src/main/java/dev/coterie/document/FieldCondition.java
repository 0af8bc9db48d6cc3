package dev.coterie.document;

import java.util.List;

/** What is asked of a document's fields; of each document it is true or false. Immutable. */
public sealed interface FieldCondition {

    record All(List<FieldCondition> conditions) implements FieldCondition {

        public All {
            conditions = List.copyOf(conditions);
        }
    }

    record Any(List<FieldCondition> conditions) implements FieldCondition {

        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    /** True where the condition is false, also where that is because there is no such field. */
    record Not(FieldCondition condition) implements FieldCondition {}

    /** False, whatever the relation, when a field is absent, a calculation has no result, or the kinds differ. */
    record Comparison(FieldTerm left, Relation relation, FieldTerm right) implements FieldCondition {}

    /**
     * A text that begins with the first part, ends with the last, and has the others in between, in their order.
     *
     * @param parts one part is the whole text
     */
    record Like(FieldPath path, List<String> parts) implements FieldCondition {

        public Like {
            parts = List.copyOf(parts);
        }
    }

    /** How two values of the same kind are to each other; false is less than true. */
    enum Relation {
        EQUAL("="),
        UNEQUAL("<>"),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">=");

        private final String sql;

        Relation(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }

        /** Whether it holds between two values of which that is the comparison. */
        public boolean holds(int comparison) {
            return switch (this) {
                case EQUAL -> comparison == 0;
                case UNEQUAL -> comparison != 0;
                case LESS -> comparison < 0;
                case AT_MOST -> comparison <= 0;
                case GREATER -> comparison > 0;
                case AT_LEAST -> comparison >= 0;
            };
        }
    }
}
