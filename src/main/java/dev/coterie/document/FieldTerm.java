package dev.coterie.document;

/** What is compared. Immutable. */
public sealed interface FieldTerm {

    record Field(FieldPath path) implements FieldTerm {}

    record Constant(FieldValue value) implements FieldTerm {}

    /**
     * A calculation. It has a result when all that is calculated with are numbers which are 0 or of a magnitude from
     * {@link #SMALLEST} to {@link #LARGEST}, and nothing is divided by 0.
     */
    record Arithmetic(Operator operator, FieldTerm left, FieldTerm right) implements FieldTerm {

        /** With no more in one comparison no result is too large or too small for a double. */
        public static final int MAX_OPERATORS = 6;

        public static final double SMALLEST = 1e-15;
        public static final double LARGEST = 1e15;
    }

    /** How two numbers are put together. */
    enum Operator {
        PLUS,
        MINUS,
        TIMES,
        DIVIDED_BY,
        /** What is left over by a division whose result is cut to a whole number; so it has the sign of the dividend. */
        MODULO
    }
}
