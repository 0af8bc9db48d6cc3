package dev.coterie.document;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresByteStringStoreTests extends ByteStringStoreConformance {

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
    ByteStringStore store() {
        return storage.storage().byteStrings();
    }

    @Override
    RecordStore records() {
        return storage.storage().records();
    }
}
