package dev.coterie.document;

import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The catalogue of a relational database. Thread-safe. */
final class JdbcDocumentCatalog implements DocumentCatalog {

    private static final String FOUND = " from document where kind = ? and (? = '' or position(? in lower(name)) > 0)";

    private static final String FOUND_PAGE =
            " (select *" + FOUND + " order by name, id offset ? rows fetch first ? rows only) d order by d.name, d.id";

    private static final String PAGE = "select d.*,"
            + " (select count(*) from log_entry e where e.document_id = d.id) as entries,"
            + " (select coalesce(sum(octet_length(e.payload)), 0) from log_entry e where e.document_id = d.id)"
            + " + (select coalesce(sum(octet_length(p.payload)), 0) from log_entry_part p where p.document_id = d.id)"
            + " + (select coalesce(sum(octet_length(s.content)), 0) from document_snapshot s"
            + " where s.document_id = d.id) as bytes,"
            + " coalesce((select e.made_at from log_entry e where e.document_id = d.id"
            + " order by e.document_id desc, e.position desc fetch first 1 row only), d.created_at) as last_change"
            + " from" + FOUND_PAGE;

    private static final String BYTE_STRINGS = "select d.*, " + ByteReader.LENGTH_OF_D + " as length from" + FOUND_PAGE;

    private final JdbcClient jdbc;
    private final Settlement settlement;

    JdbcDocumentCatalog(DataSource dataSource, Settlement settlement) {
        this.jdbc = JdbcClient.create(dataSource);
        this.settlement = settlement;
    }

    @Override
    public Page page(String kind, String search, int offset, int limit) {
        if (!StorableText.is(kind) || !StorableText.is(search)) {
            return new Page(List.of(), 0);
        }
        settlement.awaitAll();
        String part = search.toLowerCase(Locale.ROOT);
        List<Summary> documents = jdbc.sql(PAGE)
                .params(kind, part, part, offset, limit)
                .query((row, number) -> new Summary(
                        DocumentReader.record(row, number),
                        row.getLong("entries"),
                        row.getLong("bytes"),
                        Columns.time(row, "last_change")))
                .list();
        return new Page(documents, total(kind, part));
    }

    @Override
    public ByteStrings byteStrings(String kind, String search, int offset, int limit) {
        if (!StorableText.is(kind) || !StorableText.is(search)) {
            return new ByteStrings(List.of(), 0);
        }
        settlement.awaitAll();
        String part = search.toLowerCase(Locale.ROOT);
        List<ByteString> documents = jdbc.sql(BYTE_STRINGS)
                .params(kind, part, part, offset, limit)
                .query((row, number) -> new ByteString(
                        DocumentReader.record(row, number), row.getLong("length"), Columns.time(row, "last_used_at")))
                .list();
        return new ByteStrings(documents, total(kind, part));
    }

    private long total(String kind, String part) {
        return jdbc.sql("select count(*)" + FOUND)
                .params(kind, part, part)
                .query(Long.class)
                .single();
    }
}
