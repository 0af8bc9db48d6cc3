package dev.coterie.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.coterie.document.FieldTerm.Arithmetic;

/**
 * A search as SQL. Each condition on fields is a subquery of its own that the index answers, and which is evaluated once,
 * not for each document. Nothing of a search gets into the text, all of it into parameters. Confined to its thread.
 */
final class SearchSql {

    private static final String FALSE = "1 = 0";

    /** Never null where there is a row. */
    private static final String WHOLE = "coalesce(%1$s.text_value, %1$s.text_start)";

    /**
     * H2 has to be told to find another field of a document by its key: what it knows of the values makes it prefer the
     * other index, and go through all documents for each.
     */
    private static final String H2_BY_KEY = " use index (document_field_key)";

    private final FieldSearch search;
    private final String byKey;
    private final FieldId root;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    private SearchSql(FieldSearch search, boolean h2) {
        this.search = search;
        this.byKey = h2 ? H2_BY_KEY : "";
        this.root = FieldId.root(search.kind(), search.collection());
    }

    /** A statement with what its question marks stand for. */
    record Statement(String sql, List<Object> parameters) {}

    /**
     * Selects the names of the documents that are wanted. Where they are put in order, all have to be looked at anyway, and
     * each row tells how many there are.
     */
    static Statement page(FieldSearch search, boolean h2) {
        SearchSql writer = new SearchSql(search, h2);
        writer.sql.append(
                counts(search) ? "select d.name, count(*) over () from document d" : "select d.name from document d");
        writer.joins();
        writer.where();
        writer.order();
        writer.add(" offset ? rows fetch first ? rows only", search.offset(), search.limit());
        return writer.statement();
    }

    /** Whether the rows of a page tell how many documents are found. */
    static boolean counts(FieldSearch search) {
        return !search.order().isEmpty();
    }

    /** Counts all documents that are found. */
    static Statement count(FieldSearch search, boolean h2) {
        SearchSql writer = new SearchSql(search, h2);
        writer.sql.append("select count(*) from document d");
        writer.where();
        return writer.statement();
    }

    private Statement statement() {
        return new Statement(sql.toString(), List.copyOf(parameters));
    }

    private void add(String text, Object... values) {
        sql.append(text);
        parameters.addAll(List.of(values));
    }

    private void joins() {
        for (int i = 0; i < search.order().size(); i++) {
            String alias = "o" + i;
            add(
                    " left join document_field " + alias + byKey + " on " + alias + ".document_id = d.id and " + alias
                            + ".field = ?",
                    field(search.order().get(i).path()));
        }
    }

    private Object field(FieldPath path) {
        return path.in(root).value();
    }

    private void where() {
        add(
                " where d.kind = ? and d.collection = ? and d.trash = 0 and d.readable_by is not null",
                search.kind(),
                search.collection());
        if (search.reader() != null) {
            sql.append(" and ");
            readable(search.reader());
        }
        if (search.condition() != null) {
            sql.append(" and ");
            condition(search.condition());
        }
    }

    /** Most documents are decided by what is in their own row. */
    private void readable(FieldSearch.Reader reader) {
        String others = reader.ofCollection() == null
                ? (reader.world() ? "d.readable_by <> 2" : "d.readable_by = 1")
                : (reader.ofCollection() ? "1 = 1" : FALSE);
        String named = "select r.document_id from document_reader r where r.reader = ? and r.may_read = ";
        add(
                "((" + others + " and d.id not in (" + named + "false)) or d.id in (" + named + "true))",
                reader.id().value(),
                reader.id().value());
    }

    private void order() {
        sql.append(" order by ");
        for (int i = 0; i < search.order().size(); i++) {
            String how = search.order().get(i).descending() ? " desc nulls last, " : " nulls first, ";
            for (String column : List.of("kind", "number_value", "text_start")) {
                sql.append('o').append(i).append('.').append(column).append(how);
            }
        }
        sql.append("d.id");
    }

    private void condition(FieldCondition condition) {
        if (condition instanceof FieldCondition.All all) {
            join(all.conditions(), " and ");
        } else if (condition instanceof FieldCondition.Any any) {
            join(any.conditions(), " or ");
        } else if (condition instanceof FieldCondition.Not not) {
            sql.append("not (");
            condition(not.condition());
            sql.append(')');
        } else if (condition instanceof FieldCondition.Comparison comparison) {
            compare(comparison.left(), comparison.relation(), comparison.right());
        } else if (condition instanceof FieldCondition.Like like) {
            like(like);
        }
    }

    private void join(List<FieldCondition> conditions, String with) {
        sql.append('(');
        for (int i = 0; i < conditions.size(); i++) {
            sql.append(i == 0 ? "" : with);
            condition(conditions.get(i));
        }
        sql.append(')');
    }

    private void compare(FieldTerm left, FieldCondition.Relation relation, FieldTerm right) {
        if (left instanceof Arithmetic || right instanceof Arithmetic) {
            compareResults(left, relation, right);
        } else if (left instanceof FieldTerm.Field field && right instanceof FieldTerm.Field other) {
            compareFields(field.path(), relation, other.path());
        } else if (left instanceof FieldTerm.Field field && right instanceof FieldTerm.Constant constant) {
            compareWith(field.path(), relation, constant.value());
        } else if (left instanceof FieldTerm.Constant constant && right instanceof FieldTerm.Field field) {
            compareWith(field.path(), turned(relation), constant.value());
        } else if (left instanceof FieldTerm.Constant constant && right instanceof FieldTerm.Constant other) {
            sql.append(Constants.compare(constant.value(), relation, other.value()) ? "1 = 1" : FALSE);
        }
    }

    private static FieldCondition.Relation turned(FieldCondition.Relation relation) {
        return switch (relation) {
            case EQUAL, UNEQUAL -> relation;
            case LESS -> FieldCondition.Relation.GREATER;
            case AT_MOST -> FieldCondition.Relation.AT_LEAST;
            case GREATER -> FieldCondition.Relation.LESS;
            case AT_LEAST -> FieldCondition.Relation.AT_MOST;
        };
    }

    /** Begins a subquery on one field. */
    private void open(FieldPath path) {
        add("d.id in (select f0.document_id from document_field f0 where f0.field = ?", field(path));
    }

    private void compareWith(FieldPath path, FieldCondition.Relation relation, FieldValue value) {
        open(path);
        if (value instanceof FieldValue.Text text) {
            sql.append(" and f0.kind = " + FieldRow.TEXT + " and f0.number_value = 0 and ");
            compareText(relation, FieldText.bytes(text.value()));
        } else {
            int kind = value instanceof FieldValue.Truth ? FieldRow.TRUTH : FieldRow.NUMBER;
            add(" and f0.kind = " + kind + " and f0.number_value " + relation.sql() + " ?", Constants.number(value));
        }
        sql.append(')');
    }

    /** The start alone decides little, but the index knows it. */
    private void compareText(FieldCondition.Relation relation, byte[] text) {
        byte[] start = FieldText.start(text);
        boolean isWhole = start.length == text.length;
        String whole = String.format(WHOLE, "f0");
        switch (relation) {
            case EQUAL -> {
                add("f0.text_start = ?", (Object) start);
                if (isWhole) {
                    sql.append(" and f0.text_value is null");
                } else {
                    add(" and f0.text_value = ?", (Object) text);
                }
            }
            case UNEQUAL -> add(whole + " <> ?", (Object) text);
            case LESS, AT_MOST -> add("f0.text_start <= ? and " + whole + " " + relation.sql() + " ?", start, text);
            case GREATER, AT_LEAST -> add("f0.text_start >= ? and " + whole + " " + relation.sql() + " ?", start, text);
        }
    }

    private void like(FieldCondition.Like like) {
        if (like.parts().size() == 1) {
            compareWith(
                    like.path(),
                    FieldCondition.Relation.EQUAL,
                    new FieldValue.Text(like.parts().get(0)));
            return;
        }
        open(like.path());
        sql.append(" and f0.kind = " + FieldRow.TEXT + " and f0.number_value = 0");
        byte[] prefix = FieldText.start(FieldText.bytes(like.parts().get(0)));
        byte[] after = FieldText.after(prefix);
        if (prefix.length > 0) {
            add(" and f0.text_start >= ?", (Object) prefix);
        }
        if (after != null) {
            add(" and f0.text_start < ?", (Object) after);
        }
        add(" and " + String.format(WHOLE, "f0") + " like ?)", (Object) FieldText.pattern(like.parts()));
    }

    private void compareFields(FieldPath left, FieldCondition.Relation relation, FieldPath right) {
        add(
                "d.id in (select f0.document_id from document_field f0"
                        + " join document_field f1" + byKey + " on f1.document_id = f0.document_id and f1.field = ?"
                        + " where f0.field = ? and f1.kind = f0.kind and ",
                field(right),
                field(left));
        String wholes = String.format(WHOLE, "f0") + " " + relation.sql() + " " + String.format(WHOLE, "f1");
        sql.append(
                switch (relation) {
                    case EQUAL -> "f0.number_value = f1.number_value and " + wholes;
                    case UNEQUAL -> "(f0.number_value <> f1.number_value or " + wholes + ")";
                    case LESS, AT_MOST ->
                        "(f0.number_value < f1.number_value or f0.number_value = f1.number_value and " + wholes + ")";
                    case GREATER, AT_LEAST ->
                        "(f0.number_value > f1.number_value or f0.number_value = f1.number_value and " + wholes + ")";
                });
        sql.append(')');
    }

    /** What is not a number, or has no result, makes an inner join or the comparison fail. */
    private void compareResults(FieldTerm left, FieldCondition.Relation relation, FieldTerm right) {
        if (!Constants.areNumbers(left) || !Constants.areNumbers(right)) {
            sql.append(FALSE);
            return;
        }
        Map<FieldPath, String> aliases = new LinkedHashMap<>();
        collect(left, aliases);
        collect(right, aliases);
        if (aliases.isEmpty()) {
            sql.append("coalesce(");
            results(left, relation, right, aliases);
            sql.append(", 1 = 0)");
            return;
        }
        List<FieldPath> paths = List.copyOf(aliases.keySet());
        sql.append("d.id in (select f0.document_id from document_field f0");
        for (int i = 1; i < paths.size(); i++) {
            add(
                    String.format(
                            " join document_field f%1$d" + byKey + " on f%1$d.document_id = f0.document_id"
                                    + " and f%1$d.field = ? and f%1$d.kind = " + FieldRow.NUMBER,
                            i),
                    field(paths.get(i)));
        }
        add(" where f0.field = ? and f0.kind = " + FieldRow.NUMBER + " and ", field(paths.get(0)));
        results(left, relation, right, aliases);
        sql.append(')');
    }

    private static void collect(FieldTerm term, Map<FieldPath, String> aliases) {
        if (term instanceof FieldTerm.Field field) {
            aliases.computeIfAbsent(field.path(), path -> "f" + aliases.size());
        } else if (term instanceof Arithmetic arithmetic) {
            collect(arithmetic.left(), aliases);
            collect(arithmetic.right(), aliases);
        }
    }

    private void results(
            FieldTerm left, FieldCondition.Relation relation, FieldTerm right, Map<FieldPath, String> aliases) {
        result(left, aliases, false);
        sql.append(' ').append(relation.sql()).append(' ');
        result(right, aliases, false);
    }

    /**
     * Writes what a term's value is, or null. PostgreSQL refuses a calculation whose result is too large or too small, so
     * that nothing like that must be calculated with.
     */
    private void result(FieldTerm term, Map<FieldPath, String> aliases, boolean calculatedWith) {
        if (term instanceof Arithmetic arithmetic) {
            calculate(arithmetic, aliases);
        } else if (term instanceof FieldTerm.Field field) {
            String number = aliases.get(field.path()) + ".number_value";
            sql.append(
                    calculatedWith
                            ? "(case when " + number + " = 0 or abs(" + number + ") between " + Arithmetic.SMALLEST
                                    + " and "
                                    + Arithmetic.LARGEST + " then "
                                    + number + " end)"
                            : number);
        } else if (term instanceof FieldTerm.Constant constant) {
            double number = Constants.number(constant.value());
            if (calculatedWith && !Constants.canBeCalculatedWith(number)) {
                sql.append("cast(null as double precision)");
            } else {
                add("cast(? as double precision)", number);
            }
        }
    }

    private void calculate(Arithmetic arithmetic, Map<FieldPath, String> aliases) {
        FieldTerm left = arithmetic.left();
        FieldTerm right = arithmetic.right();
        sql.append('(');
        result(left, aliases, true);
        switch (arithmetic.operator()) {
            case PLUS -> sql.append(" + ");
            case MINUS -> sql.append(" - ");
            case TIMES -> sql.append(" * ");
            case DIVIDED_BY -> sql.append(" / nullif(");
            case MODULO -> {
                // Neither database has it for doubles as the other.
                sql.append(" - trunc(");
                result(left, aliases, true);
                sql.append(" / nullif(");
                result(right, aliases, true);
                sql.append(", 0)) * ");
            }
        }
        result(right, aliases, true);
        sql.append(arithmetic.operator() == FieldTerm.Operator.DIVIDED_BY ? ", 0))" : ")");
    }
}
