package dev.coterie.document;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class H2RetentionTests extends RetentionConformance {

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
    TestStorage storage() {
        return storage;
    }
}
