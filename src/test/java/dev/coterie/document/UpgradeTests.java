package dev.coterie.document;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

import static dev.coterie.document.DocumentStoreConformance.await;
import static org.assertj.core.api.Assertions.assertThat;

/** Databases of earlier versions, with something in them, are taken over. */
class UpgradeTests {

    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00.123456Z");

    @Test
    void h2FromBeforeTheBoards(@TempDir Path directory) {
        upgrade(TestDatabase.open(TestDatabase.h2Url(directory), "sa"));
    }

    @Test
    void postgresFromBeforeTheBoards() {
        String name = "upgrade_" + UUID.randomUUID().toString().replace('-', '_');
        new JdbcTemplate(TestDatabase.postgresServer().getPostgresDatabase()).execute("create database " + name);
        upgrade(TestDatabase.open(TestDatabase.postgresServer().getJdbcUrl("postgres", name), "postgres"));
    }

    private static void upgrade(HikariDataSource pool) {
        Flyway.configure().dataSource(pool).target("2").load().migrate();
        JdbcTemplate jdbc = new JdbcTemplate(pool);
        jdbc.update(
                "insert into document (kind, name, collection, ephemeral, created_at, metadata)"
                        + " values ('model', 'old', '', false, ?, ?)",
                CREATED.atOffset(ZoneOffset.UTC),
                new byte[0]);
        jdbc.update(
                "insert into owned_record (space, record_key, owner, content) values ('token', 'old', 'anna', ?)",
                new byte[] {1});

        try (TestStorage storage = TestStorage.on(TestDatabase.migrated(pool))) {
            assertThat(await(storage.storage().byteStrings().unusedSince("model", CREATED.plusMillis(1), 10)))
                    .containsExactly(new DocumentKey("model", "old"));
            assertThat(await(storage.storage().byteStrings().unusedSince("model", CREATED, 10)))
                    .isEmpty();
            assertThat(await(storage.documents().record(new DocumentKey("model", "old")))
                            .orElseThrow()
                            .keeping())
                    .isEqualTo(new Keeping("", "", false));
            assertThat(await(storage.storage().fields().stale("model", "", new DocumentId(0), 10)))
                    .singleElement()
                    .matches(document -> document.key().name().equals("old"));
            assertThat(await(storage.storage().records().owned("token", "anna")))
                    .singleElement()
                    .matches(record -> record.subject().isEmpty() && record.expiresAt() == null);
        }
    }
}
