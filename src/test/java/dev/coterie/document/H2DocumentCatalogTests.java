package dev.coterie.document;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class H2DocumentCatalogTests extends DocumentCatalogConformance {

    private static TestStorage storage;

    @BeforeAll
    static void open(@TempDir Path directory) {
        storage = TestStorage.on(TestDatabase.h2(directory));
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
