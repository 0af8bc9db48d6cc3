package dev.coterie.document;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;

/** Rows of the catalogue, inside the transaction of whoever changes them. Stateless. */
final class DocumentRows {

    private DocumentRows() {}

    /** Tells what cannot be stored before it gets into a batch. */
    static void require(DocumentKey key, String collection, String owner, byte[] metadata) {
        StorableText.require(key.kind(), key.name(), collection, owner);
        require(metadata);
    }

    static void require(byte[] metadata) {
        if (metadata.length > Parts.MAX_BYTES) {
            throw new IllegalArgumentException("Metadata of " + metadata.length + " bytes cannot be stored");
        }
    }

    static void requireNew(JdbcTemplate jdbc, DocumentKey key) {
        List<Long> others = jdbc.queryForList(
                "select id from document where kind = ? and name = ? and trash = 0",
                Long.class,
                key.kind(),
                key.name());
        if (!others.isEmpty()) {
            throw new DocumentExistsException(exists(key));
        }
    }

    static String exists(DocumentKey key) {
        return "There is a " + key.kind() + " named " + key.name() + " already";
    }

    static DocumentRecord insert(
            JdbcTemplate jdbc,
            DocumentKey key,
            String collection,
            String owner,
            boolean ephemeral,
            Instant createdAt,
            byte[] metadata) {
        KeyHolder keys = new GeneratedKeyHolder();
        jdbc.update(
                connection -> {
                    var statement = connection.prepareStatement(
                            "insert into document"
                                    + " (kind, name, collection, owner, ephemeral, created_at, last_used_at, metadata)"
                                    + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                            new String[] {"id"});
                    statement.setString(1, key.kind());
                    statement.setString(2, key.name());
                    statement.setString(3, collection);
                    statement.setString(4, owner);
                    statement.setBoolean(5, ephemeral);
                    statement.setObject(6, Columns.time(createdAt));
                    statement.setObject(7, Columns.time(createdAt));
                    statement.setBytes(8, metadata);
                    return statement;
                },
                keys);
        return new DocumentRecord(
                new DocumentId(Objects.requireNonNull(keys.getKeyAs(Long.class))),
                key,
                collection,
                ephemeral,
                createdAt,
                metadata,
                Keeping.of(owner));
    }

    /** A change after which nobody may write to the document any more. */
    static Change<Boolean> end(DocumentId id, Predicate<JdbcTemplate> work) {
        return new Change<>(0, work::test, violation -> gone(id), id);
    }

    /** A change of a document that may be gone. */
    static <T> Change<T> change(DocumentId id, int bytes, Function<JdbcTemplate, T> work) {
        return new Change<>(bytes, work, violation -> gone(id));
    }

    static PositionTakenException gone(DocumentId id) {
        return new PositionTakenException("Document " + id.number() + " is gone");
    }
}
