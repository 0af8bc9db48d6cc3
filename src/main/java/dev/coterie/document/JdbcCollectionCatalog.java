package dev.coterie.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The collections of a relational database. Thread-safe. */
final class JdbcCollectionCatalog implements CollectionCatalog {

    private static final String IN_C = " d.kind = c.kind and d.collection = c.name";

    private static final String SUMMARY = "select c.*, (select count(*) from document d where" + IN_C
            + " and d.trash = 0) as documents, " + bytes("log_entry", "payload") + " + "
            + bytes("log_entry_part", "payload") + " + " + bytes("document_snapshot", "content") + " as stored_bytes";

    private static final String FOUND =
            " from stored_collection c where c.kind = ?" + " and (? = '' or position(? in lower(c.name)) > 0)";

    private final JdbcClient jdbc;
    private final Settlement settlement;

    JdbcCollectionCatalog(DataSource dataSource, Settlement settlement) {
        this.jdbc = JdbcClient.create(dataSource);
        this.settlement = settlement;
    }

    private static String bytes(String table, String column) {
        return "(select coalesce(sum(octet_length(t." + column + ")), 0) from document d join " + table
                + " t on t.document_id = d.id where" + IN_C + ")";
    }

    @Override
    public Page page(String kind, String search, int offset, int limit) {
        if (!StorableText.is(search)) {
            return new Page(List.of(), 0);
        }
        settlement.awaitAll();
        String part = search.toLowerCase(Locale.ROOT);
        List<Summary> collections = jdbc.sql(
                        SUMMARY + FOUND + " order by lower(c.name), c.id offset ? rows fetch first ? rows only")
                .params(kind, part, part, offset, limit)
                .query(JdbcCollectionCatalog::summary)
                .list();
        long total = jdbc.sql("select count(*)" + FOUND)
                .params(kind, part, part)
                .query(Long.class)
                .single();
        return new Page(collections, total);
    }

    @Override
    public long count(String kind) {
        return jdbc.sql("select count(*) from stored_collection where kind = ?")
                .param(kind)
                .query(Long.class)
                .single();
    }

    @Override
    public List<CollectionRecord> records(String kind, long after, int limit) {
        return jdbc.sql("select * from stored_collection where kind = ? and id > ? order by id"
                        + " fetch first ? rows only")
                .params(kind, after, limit)
                .query(JdbcCollectionStore::record)
                .list();
    }

    @Override
    public Optional<Summary> find(long id) {
        settlement.awaitAll();
        return jdbc.sql(SUMMARY + " from stored_collection c where c.id = ?")
                .param(id)
                .query(JdbcCollectionCatalog::summary)
                .optional();
    }

    private static Summary summary(ResultSet row, int number) throws SQLException {
        return new Summary(
                JdbcCollectionStore.record(row, number), row.getLong("documents"), row.getLong("stored_bytes"));
    }
}
