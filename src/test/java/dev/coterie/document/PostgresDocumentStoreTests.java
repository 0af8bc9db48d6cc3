package dev.coterie.document;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresDocumentStoreTests extends DocumentStoreConformance {

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
    DocumentStore store() {
        return storage.documents();
    }
}
