package dev.coterie.convergence.transfer;

import java.io.OutputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.coterie.convergence.ModelTransfer.Selection;
import dev.coterie.convergence.Models;
import dev.coterie.convergence.identity.SessionDirectory;
import dev.coterie.convergence.model.StoredModels;
import dev.coterie.document.CollectionRecord;
import dev.coterie.document.DocumentRecord;
import dev.coterie.document.LogEntry;
import dev.coterie.document.RecordStore;
import dev.coterie.document.Snapshot;
import dev.coterie.document.StoredDocument;

/** Writes one export: at most one model and some of its operations are in memory. Used once, by one thread. */
final class ModelExport {

    private static final int AT_ONCE = 200;
    private static final int OPERATIONS_AT_ONCE = 1_000;

    private final Stores stores;
    private final StoredModels models;
    private final Selection selection;
    private final JsonGenerator json;
    private final Set<String> described = new HashSet<>();

    ModelExport(Stores stores, StoredModels models, Selection selection, OutputStream out) {
        this.stores = stores;
        this.models = models;
        this.selection = selection;
        this.json = JsonMapper.shared()
                .writer()
                .withRootValueSeparator("\n")
                .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .createGenerator(out);
    }

    void run(Instant now) {
        line("export", new Form.Header(Form.NAME, Form.VERSION, selection.versions(), now.toString()));
        long collections = collections();
        long exported = 0;
        long last = 0;
        List<DocumentRecord> records = records(last);
        while (!records.isEmpty()) {
            for (DocumentRecord record : records) {
                exported += model(record) ? 1 : 0;
            }
            json.flush();
            last = records.get(records.size() - 1).id().number();
            records = records(last);
        }
        line("end", new Form.End(collections, exported));
        json.writeRaw('\n');
        json.flush();
    }

    private void line(String what, Object content) {
        json.writeStartObject();
        json.writePOJOProperty(what, content);
        json.writeEndObject();
    }

    private long collections() {
        long count = 0;
        long last = 0;
        List<CollectionRecord> records = stores.collectionCatalog().records(Models.KIND, last, AT_ONCE);
        while (!records.isEmpty()) {
            for (CollectionRecord record : records) {
                if (selection.collection() == null || selection.collection().equals(record.name())) {
                    line("collection", Form.Collection.of(record, models.access(record.metadata())));
                    count++;
                }
                last = record.id();
            }
            records = stores.collectionCatalog().records(Models.KIND, last, AT_ONCE);
        }
        return count;
    }

    private List<DocumentRecord> records(long after) {
        return stores.catalog().records(Models.KIND, selection.collection(), after, AT_ONCE);
    }

    /** False when it is gone. */
    private boolean model(DocumentRecord record) {
        StoredDocument stored =
                Waiting.on(stores.documents().load(record.key())).orElse(null);
        if (stored == null) {
            return false;
        }
        StoredModels.State state = models.state(stored);
        json.writeStartObject();
        json.writeObjectPropertyStart("model");
        json.writeStringProperty("id", record.key().name());
        json.writeStringProperty("collection", record.collection());
        json.writeNumberProperty("version", state.version());
        json.writeStringProperty("createdAt", record.createdAt().toString());
        json.writeStringProperty("modifiedAt", state.modifiedAt().toString());
        json.writeStringProperty("owner", record.keeping().owner());
        json.writeStringProperty("title", record.keeping().title());
        json.writeBooleanProperty("readOnly", record.keeping().readOnly());
        json.writePOJOProperty(
                "permissions", Form.Rights.of(models.permissions(stored.record().metadata())));
        json.writeName("data");
        PlainJson.write(state.data(), json);
        if (selection.versions()) {
            json.writePOJOProperty("history", history(stored));
        }
        json.writeEndObject();
        json.writeEndObject();
        if (selection.versions()) {
            operations(stored, state.version());
        }
        return true;
    }

    /** From the first operation on that is still there. */
    private Form.History history(StoredDocument stored) {
        List<LogEntry> first =
                Waiting.on(stores.documents().read(stored.record().id(), 0, Long.MAX_VALUE, 1));
        Snapshot newest = stored.snapshot();
        long version = first.isEmpty() ? newest.position() : first.get(0).position();
        return new Form.History(
                version,
                (first.isEmpty() ? newest.at() : stored.record().createdAt()).toString(),
                stores.catalog().nextNumber(stored.record().id()),
                models.snapshot(Waiting.on(models.at(stored.record().id(), version))));
    }

    private void operations(StoredDocument stored, long end) {
        long from = 0;
        List<LogEntry> entries = read(stored, from, end);
        while (!entries.isEmpty()) {
            authors(entries);
            entries.forEach(entry -> line(
                    "operation",
                    new Form.Operation(entry.position(), entry.at().toString(), entry.author(), entry.payload())));
            json.flush();
            from = entries.get(entries.size() - 1).next();
            entries = read(stored, from, end);
        }
        described.clear();
    }

    private List<LogEntry> read(StoredDocument stored, long from, long end) {
        return Waiting.on(stores.documents().read(stored.record().id(), from, end, OPERATIONS_AT_ONCE));
    }

    private void authors(List<LogEntry> entries) {
        List<String> unknown = entries.stream()
                .map(LogEntry::author)
                .distinct()
                .filter(described::add)
                .toList();
        if (!unknown.isEmpty()) {
            CompletionStage<List<RecordStore.Entry>> found = stores.records().getAll(SessionDirectory.RECORDS, unknown);
            Waiting.on(found)
                    .forEach(entry ->
                            line("author", new Form.Author(entry.key(), Users.name(entry.value()), entry.value())));
        }
    }
}
