package dev.coterie.convergence.transfer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.coterie.convergence.ModelTransfer;
import dev.coterie.convergence.Models;
import dev.coterie.convergence.TransferReport;
import dev.coterie.convergence.model.StoredModels;
import dev.coterie.convergence.model.TestModel;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.ot.StringValue;
import dev.coterie.document.DocumentId;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.DocumentStore;
import dev.coterie.document.RecordStore;
import dev.coterie.document.StoredDocument;

import static org.assertj.core.api.Assertions.assertThat;

/** A model comes back from an export to where it was deleted: no version of its earlier life means anything here. */
@TestInstance(Lifecycle.PER_CLASS)
class ImportAfterDeletionTests {

    /** Later than the export was made. */
    private static final long LAST_VERSION = 7;

    private final ConfigurableApplicationContext database;
    private final DocumentStore store;
    private final StoredModels models;
    private final ModelTransfer transfer;

    ImportAfterDeletionTests(@TempDir Path directory) {
        database = new SpringApplicationBuilder(LocalTransferConfiguration.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run("--coterie.data-dir=" + directory, "--coterie.storage.shared=true");
        store = database.getBean(DocumentStore.class);
        models = database.getBean(StoredModels.class);
        transfer = database.getBean(ModelTransfer.class);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void withoutItsHistory() throws IOException {
        byte[] exported = exportedAndDeleted("plain", false);

        assertThat(imported(exported).models()).isEqualTo(1);

        StoredDocument stored = load("plain");
        assertThat(models.state(stored).version()).isEqualTo(LAST_VERSION + 1);
        assertThat(TestModel.firstVersion(stored)).isEqualTo(LAST_VERSION + 1);
    }

    @Test
    void withItsHistory() throws IOException {
        byte[] exported = exportedAndDeleted("whole", true);

        assertThat(imported(exported).operations()).isEqualTo(2);

        StoredDocument stored = load("whole");
        DocumentId id = stored.record().id();
        long first = LAST_VERSION + 1;
        assertThat(models.state(stored).version()).isEqualTo(first + 2);
        assertThat(TestModel.firstVersion(stored)).isEqualTo(first);
        assertThat(List.of(text(id, first), text(id, first + 1), text(id, first + 2)))
                .containsExactly("Hello", "one Hello", "two one Hello");
    }

    @Test
    void whatWasNotDeletedHereKeepsItsVersions() throws IOException {
        byte[] exported = exported("elsewhere", true);

        imported(exported);

        StoredDocument stored = load("elsewhere");
        assertThat(models.state(stored).version()).isEqualTo(3);
        assertThat(TestModel.firstVersion(stored)).isEqualTo(1);
    }

    private byte[] exportedAndDeleted(String name, boolean versions) throws IOException {
        byte[] exported = exported(name, versions);
        TestModel.deleted(database.getBean(RecordStore.class), name, LAST_VERSION);
        return exported;
    }

    /** Takes a model of three versions out. */
    private byte[] exported(String name, boolean versions) throws IOException {
        DocumentId id = TestModel.create(store, name, "anna", "Hello", "one ", "two ");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        transfer.export(new ModelTransfer.Selection(null, versions), bytes);
        Waiting.on(store.delete(id));
        return bytes.toByteArray();
    }

    private TransferReport imported(byte[] exported) throws IOException {
        return transfer.importFrom(new ByteArrayInputStream(exported));
    }

    private StoredDocument load(String name) {
        return Waiting.on(store.load(new DocumentKey(Models.KIND, name))).orElseThrow();
    }

    private String text(DocumentId id, long version) {
        ObjectValue data = Waiting.on(models.at(id, version));
        return data.children().get("text") instanceof StringValue text ? text.value() : "";
    }
}
