package dev.coterie.document;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresRetentionTests extends RetentionConformance {

    private static TestStorage storage;

    @BeforeAll
    static void open() {
        storage = TestStorage.on(TestDatabase.postgres());
    }

    @AfterAll
    static void close() {
        storage.close();
    }

    @Override
    TestStorage storage() {
        return storage;
    }
}
