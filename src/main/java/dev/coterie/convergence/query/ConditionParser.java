package dev.coterie.convergence.query;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.coterie.document.FieldCondition;
import dev.coterie.document.FieldCondition.Relation;
import dev.coterie.document.FieldTerm;
import dev.coterie.document.FieldTerm.Arithmetic;
import dev.coterie.document.FieldTerm.Operator;
import dev.coterie.document.FieldValue;

/** Reads conditions and what is compared in them. Confined to its parser. */
final class ConditionParser {

    private static final String AFTER_TERM = "=!<>+-*/%";

    private final Scanner scanner;
    private final PathParser paths;
    private final Budget budget;
    private int operators;

    ConditionParser(Scanner scanner, PathParser paths, Budget budget) {
        this.scanner = scanner;
        this.paths = paths;
        this.budget = budget;
    }

    Budget budget() {
        return budget;
    }

    FieldCondition condition() throws InvalidQueryException {
        List<FieldCondition> alternatives = new ArrayList<>();
        do {
            alternatives.add(all());
        } while (scanner.skipKeyword("OR"));
        return alternatives.size() == 1 ? alternatives.get(0) : new FieldCondition.Any(alternatives);
    }

    private FieldCondition all() throws InvalidQueryException {
        List<FieldCondition> conditions = new ArrayList<>();
        do {
            conditions.add(single());
        } while (scanner.skipKeyword("AND"));
        return conditions.size() == 1 ? conditions.get(0) : new FieldCondition.All(conditions);
    }

    private FieldCondition single() throws InvalidQueryException {
        if (!scanner.skipKeyword("NOT")) {
            return scanner.peekAfterBlanks() == '(' ? parenthesised() : comparison();
        }
        budget.enter(scanner);
        FieldCondition condition = single();
        budget.leave();
        return new FieldCondition.Not(condition);
    }

    /** A condition in parentheses, or a comparison that begins with a term in parentheses: what follows them tells. */
    private FieldCondition parenthesised() throws InvalidQueryException {
        if (AFTER_TERM.indexOf(scanner.afterParentheses()) >= 0) {
            return comparison();
        }
        budget.enter(scanner);
        scanner.expect("(");
        FieldCondition condition = condition();
        scanner.expect(")");
        budget.leave();
        return condition;
    }

    private FieldCondition comparison() throws InvalidQueryException {
        budget.spend(scanner);
        operators = 0;
        FieldTerm left = sum();
        if (left instanceof FieldTerm.Field field && scanner.skipKeyword("LIKE")) {
            return new FieldCondition.Like(field.path(), pattern());
        }
        Relation relation = relation();
        return new FieldCondition.Comparison(left, relation, sum());
    }

    private Relation relation() throws InvalidQueryException {
        if (scanner.skip("!=")) {
            return Relation.UNEQUAL;
        }
        if (scanner.skip("<=")) {
            return Relation.AT_MOST;
        }
        if (scanner.skip(">=")) {
            return Relation.AT_LEAST;
        }
        if (scanner.skip("<")) {
            return Relation.LESS;
        }
        if (scanner.skip(">")) {
            return Relation.GREATER;
        }
        if (scanner.skip("=")) {
            return Relation.EQUAL;
        }
        throw scanner.unexpected("a comparison");
    }

    /** Of the pattern, after a backslash a percent sign and a backslash stand for themselves. */
    private List<String> pattern() throws InvalidQueryException {
        String pattern = text();
        if (pattern == null) {
            throw scanner.unexpected("a pattern in quotes");
        }
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '%') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                boolean escapes = c == '\\'
                        && i + 1 < pattern.length()
                        && (pattern.charAt(i + 1) == '%' || pattern.charAt(i + 1) == '\\');
                part.append(escapes ? pattern.charAt(++i) : c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private @Nullable String text() throws InvalidQueryException {
        if (scanner.skip("'")) {
            return scanner.quoted('\'');
        }
        return scanner.skip("\"") ? scanner.quoted('"') : null;
    }

    private FieldTerm arithmetic(Operator operator, FieldTerm left, FieldTerm right) throws InvalidQueryException {
        if (++operators > Arithmetic.MAX_OPERATORS) {
            throw scanner.error("A condition calculates with at most " + Arithmetic.MAX_OPERATORS + " operators.");
        }
        return new Arithmetic(operator, left, right);
    }

    private FieldTerm sum() throws InvalidQueryException {
        FieldTerm term = product();
        while (true) {
            if (scanner.skip("+")) {
                term = arithmetic(Operator.PLUS, term, product());
            } else if (scanner.skip("-")) {
                term = arithmetic(Operator.MINUS, term, product());
            } else {
                return term;
            }
        }
    }

    private FieldTerm product() throws InvalidQueryException {
        FieldTerm term = factor();
        while (true) {
            if (scanner.skip("*")) {
                term = arithmetic(Operator.TIMES, term, factor());
            } else if (scanner.skip("/")) {
                term = arithmetic(Operator.DIVIDED_BY, term, factor());
            } else if (scanner.skip("%")) {
                term = arithmetic(Operator.MODULO, term, factor());
            } else {
                return term;
            }
        }
    }

    private FieldTerm factor() throws InvalidQueryException {
        char next = scanner.peekAfterBlanks();
        if (next == '(' || next == '-' || next == '+') {
            budget.enter(scanner);
            FieldTerm term = next == '(' ? inParentheses() : signed();
            budget.leave();
            return term;
        }
        if (Scanner.isDigit(next) || next == '.') {
            return new FieldTerm.Constant(new FieldValue.Number(scanner.number()));
        }
        String text = text();
        if (text != null) {
            return new FieldTerm.Constant(new FieldValue.Text(text));
        }
        if (scanner.skipKeyword("TRUE")) {
            return new FieldTerm.Constant(new FieldValue.Truth(true));
        }
        if (scanner.skipKeyword("FALSE")) {
            return new FieldTerm.Constant(new FieldValue.Truth(false));
        }
        if (!paths.follows()) {
            throw scanner.unexpected("a field or a value");
        }
        return new FieldTerm.Field(paths.path().path());
    }

    private FieldTerm inParentheses() throws InvalidQueryException {
        scanner.expect("(");
        FieldTerm term = sum();
        scanner.expect(")");
        return term;
    }

    private FieldTerm signed() throws InvalidQueryException {
        boolean negative = scanner.skip("-");
        if (!negative) {
            scanner.expect("+");
        }
        FieldTerm term = factor();
        if (term instanceof FieldTerm.Constant constant && constant.value() instanceof FieldValue.Number number) {
            return negative ? new FieldTerm.Constant(new FieldValue.Number(-number.value())) : term;
        }
        FieldTerm zero = new FieldTerm.Constant(new FieldValue.Number(0));
        return arithmetic(negative ? Operator.MINUS : Operator.PLUS, zero, term);
    }
}
