package dev.coterie.document;

/** What a field holds. Immutable. */
public sealed interface FieldValue {

    record Truth(boolean value) implements FieldValue {}

    /** @param value not NaN */
    record Number(double value) implements FieldValue {

        public Number {
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException("not a number");
            }
            // There is one zero.
            value += 0.0;
        }
    }

    /** @param value compared by code points */
    record Text(String value) implements FieldValue {}
}
