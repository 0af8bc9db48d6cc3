package dev.coterie.document;

import java.time.Duration;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.util.unit.DataSize;

/**
 * The storage of a server with the pool below it.
 *
 * @param meters what it counted
 */
record TestStorage(HikariDataSource pool, Storage storage, MovableClock clock, SimpleMeterRegistry meters)
        implements AutoCloseable {

    static final StorageProperties DEFAULTS = new StorageProperties(
            1_000,
            DataSize.ofMegabytes(4),
            DataSize.ofMegabytes(64),
            4,
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofDays(30),
            false);

    static TestStorage on(HikariDataSource pool) {
        return on(pool, pool, Durability.PROCESS, DEFAULTS);
    }

    static TestStorage on(HikariDataSource pool, Durability durability) {
        return on(pool, pool, durability, DEFAULTS);
    }

    static TestStorage on(
            HikariDataSource pool, DataSource dataSource, Durability durability, StorageProperties properties) {
        MovableClock clock = new MovableClock();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return new TestStorage(pool, new Storage(dataSource, durability, properties, meters, clock), clock, meters);
    }

    JdbcDocumentStore documents() {
        return storage.documents();
    }

    @Override
    public void close() {
        storage.close();
        pool.close();
    }
}
