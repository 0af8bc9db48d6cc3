package dev.coterie.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Records as rows, inside the transaction of whoever stores them. Stateless. */
final class RecordRows {

    private RecordRows() {}

    /** Tells what cannot be stored before it gets into a batch. */
    static void require(NewRecord record) {
        StorableText.require(record.space(), record.key(), record.owner(), record.subject());
        require(record.value());
    }

    static void require(byte[] value) {
        if (value.length > Parts.MAX_BYTES) {
            throw new IllegalArgumentException("A record of " + value.length + " bytes cannot be stored");
        }
    }

    static void requireNew(JdbcTemplate jdbc, NewRecord record) {
        if (!jdbc.queryForList(
                        "select 1 from owned_record where space = ? and record_key = ?",
                        Integer.class,
                        record.space(),
                        record.key())
                .isEmpty()) {
            throw exists(record.space());
        }
    }

    /** Names no key: some of them are secrets. */
    static RecordExistsException exists(String space) {
        return new RecordExistsException("There is a record of that key in " + space + " already");
    }

    /** Whether it was a record that there was already, of whatever a transaction stored. */
    static boolean areViolated(DataIntegrityViolationException violation) {
        String message = violation.getMessage();
        return message != null && message.toLowerCase(Locale.ROOT).contains("owned_record");
    }

    static void insert(JdbcTemplate jdbc, NewRecord record) {
        jdbc.update(
                "insert into owned_record (space, record_key, owner, subject, content, expires_at)"
                        + " values (?, ?, ?, ?, ?, ?)",
                record.space(),
                record.key(),
                record.owner(),
                record.subject(),
                record.value(),
                expiry(record.expiresAt()));
    }

    static @Nullable OffsetDateTime expiry(@Nullable Instant expiresAt) {
        return expiresAt == null ? null : Columns.time(expiresAt);
    }

    static NewRecord read(ResultSet row, int number) throws SQLException {
        OffsetDateTime expiry = row.getObject("expires_at", OffsetDateTime.class);
        return new NewRecord(
                row.getString("space"),
                row.getString("record_key"),
                row.getString("owner"),
                row.getString("subject"),
                row.getBytes("content"),
                expiry == null ? null : expiry.toInstant());
    }
}
