package dev.coterie.convergence.query;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.coterie.document.FieldCondition;
import dev.coterie.document.FieldCondition.All;
import dev.coterie.document.FieldCondition.Any;
import dev.coterie.document.FieldCondition.Comparison;
import dev.coterie.document.FieldCondition.Like;
import dev.coterie.document.FieldCondition.Not;
import dev.coterie.document.FieldCondition.Relation;
import dev.coterie.document.FieldPath;
import dev.coterie.document.FieldPath.Element;
import dev.coterie.document.FieldPath.Fact;
import dev.coterie.document.FieldPath.Name;
import dev.coterie.document.FieldSearch;
import dev.coterie.document.FieldTerm;
import dev.coterie.document.FieldTerm.Arithmetic;
import dev.coterie.document.FieldTerm.Constant;
import dev.coterie.document.FieldTerm.Field;
import dev.coterie.document.FieldTerm.Operator;
import dev.coterie.document.FieldValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QueryParserTests {

    private static final QueryLimits LIMITS = new QueryLimits(2_000, 10, 20);

    private static final FieldCondition A = equal("a", 1);
    private static final FieldCondition B = equal("b", 2);
    private static final FieldCondition C = equal("c", 3);

    @Test
    void theShortestQuery() throws InvalidQueryException {
        assertThat(parse("SELECT * FROM files")).isEqualTo(new Query(List.of(), "files", null, List.of(), null, 0));
        assertThat(parse("select from files")).isEqualTo(parse("SELECT * FROM files"));
        assertThat(parse(" \n Select\t* From `files` ")).isEqualTo(parse("SELECT * FROM files"));
    }

    @Test
    void allOfAQuery() throws InvalidQueryException {
        Query query = parse("SELECT a, b.c AS d, e[1].`x y`, @@f, `@g` FROM example-ace WHERE a = 1"
                + " ORDER BY b DESC, c[0] ascending, @version LIMIT 10 OFFSET 20");
        assertThat(query.fields())
                .containsExactly(
                        new Query.Selected(path("a"), "a"),
                        new Query.Selected(path("b", "c"), "d"),
                        new Query.Selected(FieldPath.of(new Name("e"), new Element(1), new Name("x y")), "e[1].x y"),
                        new Query.Selected(path("@f"), "@f"),
                        new Query.Selected(path("@g"), "@g"));
        assertThat(query.collection()).isEqualTo("example-ace");
        assertThat(query.condition()).isEqualTo(A);
        assertThat(query.order())
                .containsExactly(
                        new FieldSearch.Order(path("b"), true),
                        new FieldSearch.Order(FieldPath.of(new Name("c"), new Element(0)), false),
                        new FieldSearch.Order(FieldPath.of(new Fact("@version")), false));
        assertThat(query.limit()).isEqualTo(10);
        assertThat(query.offset()).isEqualTo(20);
    }

    @Test
    void andBindsTighterThanOr() throws InvalidQueryException {
        assertThat(where("a=1 OR b=2 AND c=3")).isEqualTo(new Any(List.of(A, new All(List.of(B, C)))));
        assertThat(where("(a=1 OR b=2) AND c=3")).isEqualTo(new All(List.of(new Any(List.of(A, B)), C)));
        assertThat(where("NOT a=1 AND b=2")).isEqualTo(new All(List.of(new Not(A), B)));
        assertThat(where("not (a=1 and b=2)")).isEqualTo(new Not(new All(List.of(A, B))));
        assertThat(where("NOT NOT ((a)=(1))")).isEqualTo(new Not(new Not(A)));
    }

    @Test
    void arithmetic() throws InvalidQueryException {
        FieldTerm product = new Arithmetic(Operator.TIMES, field("b"), number(2));
        assertThat(where("a + b * 2 > 1 - 2 - 3"))
                .isEqualTo(new Comparison(
                        new Arithmetic(Operator.PLUS, field("a"), product),
                        Relation.GREATER,
                        new Arithmetic(
                                Operator.MINUS, new Arithmetic(Operator.MINUS, number(1), number(2)), number(3))));
        assertThat(where("(a + b) % 2 = -1.5e-1"))
                .isEqualTo(new Comparison(
                        new Arithmetic(
                                Operator.MODULO, new Arithmetic(Operator.PLUS, field("a"), field("b")), number(2)),
                        Relation.EQUAL,
                        number(-0.15)));
        assertThat(where("-a <= .5"))
                .isEqualTo(new Comparison(
                        new Arithmetic(Operator.MINUS, number(0), field("a")), Relation.AT_MOST, number(0.5)));
    }

    @Test
    void texts() throws InvalidQueryException {
        assertThat(where("a = 'it\\'s'")).isEqualTo(equal("a", new FieldValue.Text("it's")));
        assertThat(where("a = \"it's \\\"\\\\ \\n %\"")).isEqualTo(equal("a", new FieldValue.Text("it's \"\\ \\n %")));
        assertThat(where("a LIKE 'x%y'")).isEqualTo(new Like(path("a"), List.of("x", "y")));
        assertThat(where("a like '%100\\%_%'")).isEqualTo(new Like(path("a"), List.of("", "100%_", "")));
    }

    @Test
    void factsAndNames() throws InvalidQueryException {
        assertThat(where("@id = 'x' AND TRUE != ordering"))
                .isEqualTo(new All(List.of(
                        new Comparison(
                                new Field(FieldPath.of(new Fact("@id"))),
                                Relation.EQUAL,
                                new Constant(new FieldValue.Text("x"))),
                        new Comparison(
                                new Constant(new FieldValue.Truth(true)), Relation.UNEQUAL, field("ordering")))));
        assertThat(where("`from`.`a.b` = 1"))
                .isEqualTo(new Comparison(new Field(path("from", "a.b")), Relation.EQUAL, number(1)));
        assertThat(where("größe = 1")).isEqualTo(equal("größe", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|0",
                "SELEC * FROM a|0",
                "SELECT * FORM a|9",
                "SELECT * FROM|13",
                "SELECT * FROM a, b|15",
                "SELECT * FROM a WHERE|21",
                "SELECT * FROM a WHERE b|23",
                "SELECT * FROM a WHERE b =|25",
                "SELECT * FROM a WHERE b == 1|25",
                "SELECT * FROM a WHERE b = 'x|26",
                "SELECT * FROM a WHERE (b = 1|28",
                "SELECT * FROM a WHERE b = 1)|27",
                "SELECT * FROM a WHERE b LIKE 1|29",
                "SELECT * FROM a WHERE @nothing = 1|22",
                "SELECT * FROM a WHERE b = 1e999|26",
                "SELECT * FROM a WHERE b = 1x|26",
                "SELECT * FROM a WHERE b[-1] = 1|24",
                "SELECT * FROM a WHERE b. = 1|25",
                "SELECT * FROM a WHERE b+b+b+b+b+b+b+b = 1|38",
                "SELECT * FROM a ORDER b|22",
                "SELECT * FROM a LIMIT -1|22",
                "SELECT * FROM a LIMIT 99999999999999999999|22",
                "SELECT * FROM a LIMIT 1 OFFSET x|31",
                "SELECT * FROM a OFFSET 1 LIMIT 1|25",
                "SELECT a AS FROM b|17",
                "SELECT , FROM a|7",
            })
    void errorsTellWhere(String text, int index) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        InvalidQueryException.class,
                        invalid -> assertThat(invalid.index())
                                .as("%s: %s", text, invalid.getMessage())
                                .isEqualTo(index));
    }

    @Test
    void limitsHoldToTheLast() throws InvalidQueryException {
        String most = " OR a=1".repeat(LIMITS.conditions()).substring(4);
        where(most);
        assertInvalid("SELECT * FROM c WHERE " + most + " OR a=1");
        where("(".repeat(LIMITS.depth()) + "a=1" + ")".repeat(LIMITS.depth()));
        assertInvalid(
                "SELECT * FROM c WHERE " + "(".repeat(LIMITS.depth() + 1) + "a=1" + ")".repeat(LIMITS.depth() + 1));
        assertInvalid("SELECT * FROM c WHERE " + "NOT ".repeat(LIMITS.depth() + 1) + "a=1");
        assertInvalid("SELECT * FROM c WHERE " + "-".repeat(LIMITS.depth() + 1) + "1=1");
        String longest = "SELECT * FROM c" + " ".repeat(LIMITS.length() - 15);
        parse(longest);
        assertInvalid(longest + " ");
    }

    /** Pieces of queries, one after the other, and queries with something missing, doubled or replaced. */
    @Test
    void nothingBreaksTheParser() {
        long seed = Long.getLong("coterie.test.seed", System.nanoTime());
        System.out.println("QueryParserTests: run again with -Dcoterie.test.seed=" + seed);
        Random random = new Random(seed);
        List<String> pieces = List.of(
                "SELECT",
                "*",
                "FROM",
                "a",
                "WHERE",
                "b.c",
                "[1]",
                "=",
                "'x'",
                "\"",
                "'",
                "`",
                "(",
                ")",
                "AND",
                "OR",
                "NOT",
                "LIKE",
                "%",
                "\\",
                "-",
                "+",
                "1.5",
                "1e",
                "e5",
                ".",
                "@id",
                "@@x",
                "@",
                "ORDER BY",
                "DESC",
                ",",
                "LIMIT",
                "9",
                "OFFSET",
                "true",
                "AS",
                "😀",
                "\uD83D",
                "\0",
                "\u00a0",
                "[",
                "]",
                "!",
                "<",
                ">=");
        String whole = "SELECT a, b[2].c AS d FROM `x y` WHERE NOT (a + 1 > -b * 2 OR c LIKE '%x\\%') AND @id != \"y\""
                + " ORDER BY a DESC, b LIMIT 5 OFFSET 6";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            if (random.nextBoolean()) {
                text.append(random.nextBoolean() ? "SELECT * FROM a WHERE " : "");
                for (int n = random.nextInt(20); n > 0; n--) {
                    text.append(pieces.get(random.nextInt(pieces.size()))).append(random.nextBoolean() ? " " : "");
                }
            } else {
                text.append(whole);
                for (int n = 1 + random.nextInt(3); n > 0; n--) {
                    int from = random.nextInt(text.length());
                    int to = Math.min(text.length(), from + random.nextInt(4));
                    text.replace(from, to, pieces.get(random.nextInt(pieces.size())));
                }
            }
            String query = text.toString();
            try {
                parse(query);
            } catch (InvalidQueryException e) {
                assertThat(e.index()).as("%s", query).isBetween(0, query.length());
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException | Error e) {
                throw new AssertionError(query, e);
            }
        }
    }

    private static void assertInvalid(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(InvalidQueryException.class);
    }

    private static Query parse(String text) throws InvalidQueryException {
        return QueryParser.parse(text, LIMITS);
    }

    private static FieldCondition where(String condition) throws InvalidQueryException {
        FieldCondition read = parse("SELECT * FROM c WHERE " + condition).condition();
        if (read == null) {
            throw new AssertionError("no condition");
        }
        return read;
    }

    private static FieldPath path(String... names) {
        return new FieldPath(Stream.of(names).<FieldPath.Step>map(Name::new).toList());
    }

    private static FieldTerm field(String name) {
        return new Field(path(name));
    }

    private static FieldTerm number(double value) {
        return new Constant(new FieldValue.Number(value));
    }

    private static FieldCondition equal(String name, double value) {
        return equal(name, new FieldValue.Number(value));
    }

    private static FieldCondition equal(String name, FieldValue value) {
        return new Comparison(field(name), Relation.EQUAL, new Constant(value));
    }
}
