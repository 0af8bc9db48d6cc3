package dev.coterie.convergence.query;

import java.util.ArrayList;
import java.util.List;

import dev.coterie.document.FieldPath;
import dev.coterie.document.FieldSearch;

/** Reads a query. Confined to its thread; good for one text. */
public final class QueryParser {

    private final Scanner scanner;
    private final PathParser paths;
    private final ConditionParser conditions;

    private QueryParser(String text, QueryLimits limits) {
        scanner = new Scanner(text);
        paths = new PathParser(scanner);
        conditions = new ConditionParser(scanner, paths, new Budget(limits));
    }

    /** @throws InvalidQueryException whatever else the text is */
    public static Query parse(String text, QueryLimits limits) throws InvalidQueryException {
        if (text.length() > limits.length()) {
            throw new InvalidQueryException(limits.length(), "A query has at most " + limits.length() + " characters.");
        }
        return new QueryParser(text, limits).query();
    }

    private Query query() throws InvalidQueryException {
        scanner.expectKeyword("SELECT");
        List<Query.Selected> fields = fields();
        scanner.expectKeyword("FROM");
        String collection = paths.collection();
        var condition = scanner.skipKeyword("WHERE") ? conditions.condition() : null;
        List<FieldSearch.Order> order = new ArrayList<>();
        if (scanner.skipKeyword("ORDER")) {
            scanner.expectKeyword("BY");
            do {
                order.add(order());
            } while (scanner.skip(","));
        }
        Long limit = scanner.skipKeyword("LIMIT") ? (Long) scanner.whole() : null;
        long offset = scanner.skipKeyword("OFFSET") ? scanner.whole() : 0;
        if (!scanner.atEnd()) {
            throw scanner.unexpected("the end of the query");
        }
        return new Query(fields, collection, condition, order, limit, offset);
    }

    private List<Query.Selected> fields() throws InvalidQueryException {
        List<Query.Selected> fields = new ArrayList<>();
        if (scanner.skip("*") || scanner.atKeyword("FROM")) {
            return fields;
        }
        do {
            PathParser.Named named = paths.path();
            String alias = scanner.skipKeyword("AS") ? paths.name() : null;
            fields.add(new Query.Selected(named.path(), alias == null ? named.text() : alias));
        } while (scanner.skip(","));
        return fields;
    }

    private FieldSearch.Order order() throws InvalidQueryException {
        conditions.budget().spend(scanner);
        FieldPath path = paths.path().path();
        if (scanner.skipKeyword("DESCENDING") || scanner.skipKeyword("DESC")) {
            return new FieldSearch.Order(path, true);
        }
        if (!scanner.skipKeyword("ASCENDING")) {
            scanner.skipKeyword("ASC");
        }
        return new FieldSearch.Order(path, false);
    }
}
