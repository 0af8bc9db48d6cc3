package dev.coterie.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import dev.coterie.document.FieldCondition.Relation;
import dev.coterie.document.FieldPath.Element;
import dev.coterie.document.FieldPath.Name;
import dev.coterie.document.FieldTerm.Operator;

/** Few fields and few values, so that things meet. Confined to its test. */
final class RandomSearches {

    private static final List<FieldPath> PATHS = List.of(
            FieldPath.of(new Name("a")),
            FieldPath.of(new Name("b")),
            FieldPath.of(new Name("c")),
            FieldPath.of(new Name("a"), new Name("b")),
            FieldPath.of(new Name("a"), new Element(0)),
            FieldPath.of(new Name("half \uD83D, nothing \0")));

    private static final List<Double> NUMBERS = List.of(
            0.0,
            1.0,
            -1.0,
            2.0,
            3.0,
            0.1,
            2.5,
            -2.5,
            7.0,
            1e15,
            -1e15,
            1e-15,
            1e300,
            -1e300,
            1e-300,
            1e16,
            Double.MAX_VALUE,
            Double.MIN_VALUE,
            Double.POSITIVE_INFINITY);

    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "b",
            "ab",
            "abc",
            "aB",
            "A",
            "ä",
            "a%b",
            "a_b",
            "a\\b",
            "\\",
            "%",
            "_",
            " a ",
            "a\nb",
            "\uFFFD",
            "\uE000",
            "😀",
            "a😀",
            "\uD83D",
            "a\0",
            "a\0b",
            "it's",
            "\"",
            "x".repeat(200),
            "x".repeat(201),
            "x".repeat(199) + "é",
            "x".repeat(199) + "éa",
            "x".repeat(500) + "b",
            "x".repeat(500) + "c",
            "x".repeat(500));

    private static final List<String> PARTS = List.of(
            "",
            "",
            "a",
            "b",
            "x",
            "%",
            "_",
            "\\",
            "é",
            "😀",
            "\n",
            "\uE000",
            "x".repeat(200),
            "x".repeat(201),
            "xb",
            "it's");

    private final Random random;

    RandomSearches(Random random) {
        this.random = random;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    Map<FieldPath, FieldValue> fields() {
        Map<FieldPath, FieldValue> fields = new HashMap<>();
        for (FieldPath path : PATHS) {
            if (random.nextInt(4) > 0) {
                fields.put(path, value());
            }
        }
        return fields;
    }

    private FieldValue value() {
        return switch (random.nextInt(5)) {
            case 0 -> new FieldValue.Truth(random.nextBoolean());
            case 1, 2 -> new FieldValue.Number(one(NUMBERS));
            default -> new FieldValue.Text(one(TEXTS));
        };
    }

    FieldSearch search(String kind, String collection) {
        List<FieldSearch.Order> order = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            order.add(new FieldSearch.Order(one(PATHS), random.nextBoolean()));
        }
        return new FieldSearch(
                kind,
                collection,
                random.nextInt(10) == 0 ? null : condition(3),
                order,
                random.nextInt(3) == 0 ? random.nextInt(20) : 0,
                random.nextInt(3) == 0 ? random.nextInt(20) : 1_000,
                null);
    }

    private FieldCondition condition(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 4)) {
            case 0 -> like();
            case 1, 2, 3 -> comparison();
            case 4 -> new FieldCondition.Not(condition(depth - 1));
            case 5 -> new FieldCondition.All(several(() -> condition(depth - 1)));
            default -> new FieldCondition.Any(several(() -> condition(depth - 1)));
        };
    }

    private <T> List<T> several(Supplier<T> one) {
        List<T> several = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            several.add(one.get());
        }
        return several;
    }

    private FieldCondition like() {
        return new FieldCondition.Like(one(PATHS), several(() -> one(PARTS)));
    }

    private FieldCondition comparison() {
        int operators = random.nextInt(3) == 0 ? FieldTerm.Arithmetic.MAX_OPERATORS : 0;
        int left = operators == 0 ? 0 : random.nextInt(operators + 1);
        return new FieldCondition.Comparison(term(left), one(List.of(Relation.values())), term(operators - left));
    }

    private FieldTerm term(int operators) {
        if (operators == 0 || random.nextInt(4) == 0) {
            return random.nextInt(3) == 0
                    ? new FieldTerm.Constant(operators == 0 ? value() : new FieldValue.Number(one(NUMBERS)))
                    : new FieldTerm.Field(one(PATHS));
        }
        int left = random.nextInt(operators);
        return new FieldTerm.Arithmetic(one(List.of(Operator.values())), term(left), term(operators - 1 - left));
    }
}
