package dev.coterie.document;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.coterie.document.FieldTerm.Arithmetic;

/** What searches mean, said once more and as simply as possible. Stateless. */
final class NaiveSearch {

    private NaiveSearch() {}

    /** @param documents in the order in which they were created */
    static List<String> find(List<Document> documents, FieldSearch search) {
        Comparator<Document> order = (left, right) -> 0;
        for (FieldSearch.Order by : search.order()) {
            Comparator<Document> one = Comparator.comparing(
                    document -> Optional.ofNullable(document.fields().get(by.path())), NaiveSearch::compareMaybe);
            order = order.thenComparing(by.descending() ? one.reversed() : one);
        }
        return documents.stream()
                .filter(document -> search.condition() == null || holds(search.condition(), document.fields()))
                .sorted(order)
                .map(Document::name)
                .toList();
    }

    record Document(String name, Map<FieldPath, FieldValue> fields) {}

    private static int compareMaybe(Optional<FieldValue> left, Optional<FieldValue> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isPresent(), right.isPresent());
        }
        if (left.get() instanceof FieldValue.Text text && right.get() instanceof FieldValue.Text other) {
            // Only their beginnings count here.
            return Arrays.compareUnsigned(
                    FieldText.start(FieldText.bytes(text.value())), FieldText.start(FieldText.bytes(other.value())));
        }
        int kinds = Integer.compare(rank(left.get()), rank(right.get()));
        return kinds != 0 ? kinds : compare(left.get(), right.get());
    }

    private static int rank(FieldValue value) {
        return value instanceof FieldValue.Truth ? 0 : value instanceof FieldValue.Number ? 1 : 2;
    }

    private static int compare(FieldValue left, FieldValue right) {
        if (left instanceof FieldValue.Text text) {
            int[] a = text.value().codePoints().toArray();
            int[] b = ((FieldValue.Text) right).value().codePoints().toArray();
            return Arrays.compare(a, b);
        }
        if (left instanceof FieldValue.Truth truth) {
            return Boolean.compare(truth.value(), ((FieldValue.Truth) right).value());
        }
        return Double.compare(((FieldValue.Number) left).value(), ((FieldValue.Number) right).value());
    }

    static boolean holds(FieldCondition condition, Map<FieldPath, FieldValue> fields) {
        if (condition instanceof FieldCondition.All all) {
            return all.conditions().stream().allMatch(one -> holds(one, fields));
        }
        if (condition instanceof FieldCondition.Any any) {
            return any.conditions().stream().anyMatch(one -> holds(one, fields));
        }
        if (condition instanceof FieldCondition.Not not) {
            return !holds(not.condition(), fields);
        }
        if (condition instanceof FieldCondition.Like like) {
            String pattern = like.parts().stream().map(Pattern::quote).collect(Collectors.joining(".*"));
            return fields.get(like.path()) instanceof FieldValue.Text text
                    && Pattern.compile(pattern, Pattern.DOTALL)
                            .matcher(text.value())
                            .matches();
        }
        FieldCondition.Comparison comparison = (FieldCondition.Comparison) condition;
        Optional<FieldValue> left = value(comparison.left(), fields, false);
        Optional<FieldValue> right = value(comparison.right(), fields, false);
        return left.isPresent()
                && right.isPresent()
                && left.get().getClass() == right.get().getClass()
                && comparison.relation().holds(compare(left.get(), right.get()));
    }

    private static Optional<FieldValue> value(
            FieldTerm term, Map<FieldPath, FieldValue> fields, boolean calculatedWith) {
        if (term instanceof Arithmetic arithmetic) {
            return calculate(arithmetic, fields).map(FieldValue.Number::new);
        }
        Optional<FieldValue> value = term instanceof FieldTerm.Constant constant
                ? Optional.of(constant.value())
                : Optional.ofNullable(fields.get(((FieldTerm.Field) term).path()));
        return calculatedWith ? value.filter(NaiveSearch::canBeCalculatedWith) : value;
    }

    private static boolean canBeCalculatedWith(FieldValue value) {
        if (!(value instanceof FieldValue.Number number)) {
            return false;
        }
        double magnitude = Math.abs(number.value());
        return magnitude == 0 || magnitude >= 1e-15 && magnitude <= 1e15;
    }

    private static Optional<Double> calculate(Arithmetic arithmetic, Map<FieldPath, FieldValue> fields) {
        Optional<FieldValue> left = value(arithmetic.left(), fields, true);
        Optional<FieldValue> right = value(arithmetic.right(), fields, true);
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        double a = ((FieldValue.Number) left.get()).value();
        double b = ((FieldValue.Number) right.get()).value();
        return switch (arithmetic.operator()) {
            case PLUS -> Optional.of(a + b);
            case MINUS -> Optional.of(a - b);
            case TIMES -> Optional.of(a * b);
            case DIVIDED_BY -> b == 0 ? Optional.empty() : Optional.of(a / b);
            case MODULO -> b == 0 ? Optional.empty() : Optional.of(a - whole(a / b) * b);
        };
    }

    private static double whole(double number) {
        return number < 0 ? Math.ceil(number) : Math.floor(number);
    }
}
