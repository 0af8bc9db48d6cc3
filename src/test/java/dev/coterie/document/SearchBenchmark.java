package dev.coterie.document;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.coterie.document.FieldCondition.Relation;
import dev.coterie.document.FieldPath.Name;

import static dev.coterie.document.DocumentStoreConformance.await;

/** Measures searches among many small documents; decision 0012 tells what came out. */
final class SearchBenchmark {

    private static final int DOCUMENTS = Integer.getInteger("coterie.test.documents", 100_000);
    private static final int CHUNK = 10_000;
    private static final int WARM_UP = 5;
    private static final int RUNS = 21;

    private static final String KIND = "model";
    private static final FieldId ROOT = FieldId.root(KIND, "c");
    private static final ReaderId ANNA = ReaderId.of("anna");

    private SearchBenchmark() {}

    /** Arguments: {@code h2} or {@code postgres}; and {@code explain} to see the plans. */
    public static void main(String[] arguments) throws IOException {
        HikariDataSource pool = arguments[0].equals("h2")
                ? TestDatabase.h2(Files.createTempDirectory("benchmark"))
                : TestDatabase.postgres();
        try (TestStorage storage = TestStorage.on(pool)) {
            JdbcTemplate jdbc = new JdbcTemplate(pool);
            fill(jdbc);
            searches().forEach((name, search) -> {
                System.out.println(arguments[0] + ": " + name + ": "
                        + measure(storage.storage().fields(), search));
                if (Arrays.asList(arguments).contains("explain")) {
                    SearchSql.Statement page = SearchSql.page(search, arguments[0].equals("h2"));
                    jdbc.queryForList(
                                    "explain analyze " + page.sql(),
                                    String.class,
                                    page.parameters().toArray())
                            .forEach(System.out::println);
                }
            });
        }
        System.exit(0);
    }

    private static void fill(JdbcTemplate jdbc) {
        Random random = new Random(1);
        for (int from = 0; from < DOCUMENTS; from += CHUNK) {
            List<Object[]> documents = new ArrayList<>();
            for (int i = from; i < from + CHUNK; i++) {
                documents.add(new Object[] {KIND, "d" + i, Columns.time(Instant.now()), Columns.time(Instant.now())});
            }
            jdbc.batchUpdate(
                    "insert into document (kind, name, collection, ephemeral, created_at, last_used_at, metadata,"
                            + " readable_by) values (?, ?, 'c', false, ?, ?, cast('' as bytea), 0)",
                    documents);
        }
        List<Long> ids = jdbc.queryForList("select id from document where kind = 'model' order by id", Long.class);
        for (int from = 0; from < ids.size(); from += CHUNK) {
            List<Object[]> rows = new ArrayList<>();
            List<Object[]> readers = new ArrayList<>();
            for (int i = from; i < from + CHUNK; i++) {
                long id = ids.get(i);
                readers.add(new Object[] {id, (i % 10 == 0 ? ANNA : ReaderId.of("bob")).value(), true});
                fields(random, i).forEach((name, value) -> {
                    FieldRow row = FieldRow.of(ROOT.named(name), value);
                    rows.add(new Object[] {id, row.field(), row.kind(), row.number(), row.start()});
                });
            }
            jdbc.batchUpdate(
                    "insert into document_field (document_id, field, kind, number_value, text_start)"
                            + " values (?, ?, ?, ?, ?)",
                    rows);
            jdbc.batchUpdate("insert into document_reader (document_id, reader, may_read) values (?, ?, ?)", readers);
        }
        jdbc.execute("analyze");
    }

    private static Map<String, FieldValue> fields(Random random, int number) {
        return Map.of(
                "number", new FieldValue.Number(number),
                "tenth", new FieldValue.Number(random.nextInt(10)),
                "random", new FieldValue.Number(random.nextDouble()),
                "flag", new FieldValue.Truth(random.nextBoolean()),
                "text", new FieldValue.Text("text of number " + random.nextInt(1_000_000)),
                "word", new FieldValue.Text(Integer.toString(random.nextInt(1_000))));
    }

    private static Map<String, FieldSearch> searches() {
        FieldCondition tenth = compare("tenth", Relation.EQUAL, new FieldValue.Number(3));
        FieldCondition half = compare("random", Relation.LESS, new FieldValue.Number(0.5));
        Map<String, FieldSearch> searches = new LinkedHashMap<>();
        searches.put(
                "one of a hundred, by number",
                search(
                        new FieldCondition.All(
                                List.of(tenth, compare("random", Relation.LESS, new FieldValue.Number(0.1)))),
                        "number"));
        searches.put("a tenth, by number", search(tenth, "number"));
        searches.put("a tenth, by text", search(tenth, "text"));
        searches.put("half, by text", search(half, "text"));
        searches.put("all, by number", search(null, "number"));
        searches.put("all, by creation", search(null));
        searches.put("not a tenth, by number", search(new FieldCondition.Not(tenth), "number"));
        searches.put(
                "texts that begin so, by random",
                search(
                        new FieldCondition.Like(FieldPath.of(new Name("text")), List.of("text of number 77", "")),
                        "random"));
        searches.put(
                "texts that contain it, by random",
                search(new FieldCondition.Like(FieldPath.of(new Name("text")), List.of("", "777", "")), "random"));
        searches.put(
                "a field against another, by number",
                search(new FieldCondition.Comparison(field("tenth"), Relation.GREATER, field("number")), "number"));
        searches.put(
                "a calculation, by number",
                search(
                        new FieldCondition.Comparison(
                                new FieldTerm.Arithmetic(FieldTerm.Operator.MODULO, field("number"), field("tenth")),
                                Relation.EQUAL,
                                new FieldTerm.Constant(new FieldValue.Number(1))),
                        "number"));
        return searches;
    }

    private static FieldCondition compare(String name, Relation relation, FieldValue value) {
        return new FieldCondition.Comparison(field(name), relation, new FieldTerm.Constant(value));
    }

    private static FieldTerm field(String name) {
        return new FieldTerm.Field(FieldPath.of(new Name(name)));
    }

    private static FieldSearch search(
            @org.jspecify.annotations.Nullable FieldCondition condition, String... orderedBy) {
        return new FieldSearch(
                KIND,
                "c",
                condition,
                Arrays.stream(orderedBy)
                        .map(name -> new FieldSearch.Order(FieldPath.of(new Name(name)), false))
                        .toList(),
                0,
                20,
                new FieldSearch.Reader(ANNA, null, true));
    }

    private static String measure(FieldIndex index, FieldSearch search) {
        long[] nanos = new long[RUNS];
        long total = 0;
        for (int run = -WARM_UP; run < RUNS; run++) {
            long start = System.nanoTime();
            total = await(index.find(search, Duration.ofSeconds(60))).total();
            if (run >= 0) {
                nanos[run] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        return nanos[RUNS / 2] / 1_000_000 + " ms (median), " + nanos[RUNS - 1] / 1_000_000 + " ms (longest), " + total
                + " found";
    }
}
