package dev.coterie.document;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresDocumentCatalogTests extends DocumentCatalogConformance {

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
    JdbcDocumentStore store() {
        return storage.documents();
    }

    @Override
    ByteStringStore byteStrings() {
        return storage.storage().byteStrings();
    }

    @Override
    DocumentCatalog catalog() {
        return storage.storage().catalog();
    }

    @Override
    StorageSize size() {
        return storage.storage().size();
    }
}
