package dev.coterie.document;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresRecordStoreTests extends RecordStoreConformance {

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
    RecordStore store() {
        return storage.storage().records();
    }

    @Override
    MovableClock clock() {
        return storage.clock();
    }
}
