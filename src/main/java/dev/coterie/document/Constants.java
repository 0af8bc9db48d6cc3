package dev.coterie.document;

import java.util.Arrays;

import dev.coterie.document.FieldTerm.Arithmetic;

/** What can be said of a search's constants without looking at documents. Stateless. */
final class Constants {

    private Constants() {}

    static boolean compare(FieldValue left, FieldCondition.Relation relation, FieldValue right) {
        if (left instanceof FieldValue.Text text && right instanceof FieldValue.Text other) {
            return relation.holds(
                    Arrays.compareUnsigned(FieldText.bytes(text.value()), FieldText.bytes(other.value())));
        }
        return left.getClass() == right.getClass() && relation.holds(Double.compare(number(left), number(right)));
    }

    /** As it is stored. */
    static double number(FieldValue value) {
        if (value instanceof FieldValue.Number number) {
            return number.value();
        }
        return value instanceof FieldValue.Truth truth && truth.value() ? 1 : 0;
    }

    /** Whether all constants of a term are numbers. */
    static boolean areNumbers(FieldTerm term) {
        if (term instanceof FieldTerm.Constant constant) {
            return constant.value() instanceof FieldValue.Number;
        }
        return !(term instanceof Arithmetic arithmetic)
                || areNumbers(arithmetic.left()) && areNumbers(arithmetic.right());
    }

    static boolean canBeCalculatedWith(double number) {
        double magnitude = Math.abs(number);
        return number == 0 || magnitude >= Arithmetic.SMALLEST && magnitude <= Arithmetic.LARGEST;
    }
}
