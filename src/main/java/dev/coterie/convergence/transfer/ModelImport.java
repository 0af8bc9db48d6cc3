package dev.coterie.convergence.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import dev.coterie.convergence.Models;
import dev.coterie.convergence.TransferReport;
import dev.coterie.convergence.UnreadableExportException;
import dev.coterie.convergence.UnreadableExportException.Reason;
import dev.coterie.convergence.identity.SessionDirectory;
import dev.coterie.convergence.model.StoredModels;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.document.CollectionRecord;
import dev.coterie.document.DocumentExistsException;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.DocumentRecord;
import dev.coterie.document.NewDocument;
import dev.coterie.document.NewRecord;
import dev.coterie.document.RecordExistsException;
import dev.coterie.document.Snapshot;

/**
 * Reads one export and adds what there is not: a model at once, or with its history prepared under another name, so that
 * half of one never shows. Used once, by one thread.
 */
final class ModelImport {

    /** So many models are being stored while the next one is read. */
    private static final int AT_ONCE = 64;

    private final Stores stores;
    private final StoredModels models;
    private final Consumer<String> appeared;
    private final Report report = new Report();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private @Nullable ImportedHistory history;
    private boolean ended;

    /** @param appeared takes the ids of models that are there now */
    ModelImport(Stores stores, StoredModels models, Consumer<String> appeared) {
        this.stores = stores;
        this.models = models;
        this.appeared = appeared;
    }

    private record Pending(String id, CompletionStage<DocumentRecord> created) {}

    TransferReport run(InputStream in) throws IOException {
        Lines lines = new Lines(in);
        try {
            header(lines.next(), lines);
            JsonNode line = lines.next();
            while (line != null) {
                follow(line, lines);
                line = lines.next();
            }
            endHistory();
        } catch (CharacterCodingException e) {
            throw new UnreadableExportException(lines.number(), Reason.NO_JSON);
        } finally {
            abandonHistory();
            settle(0);
        }
        return report.made(ended);
    }

    private static void header(@Nullable JsonNode line, Lines lines) {
        JsonNode header = line == null ? null : line.get("export");
        if (header == null || !Form.NAME.equals(header.path("format").asString(""))) {
            throw new UnreadableExportException(lines.number(), Reason.NO_EXPORT);
        }
        if (header.path("version").asInt(0) != Form.VERSION) {
            throw new UnreadableExportException(lines.number(), Reason.OTHER_VERSION);
        }
    }

    private void follow(JsonNode line, Lines lines) {
        try {
            Map.Entry<String, JsonNode> only = line.properties().iterator().next();
            JsonNode content = only.getValue();
            switch (only.getKey()) {
                case "collection" -> collection(Lines.convert(content, Form.Collection.class));
                case "model" -> model(content);
                case "author" -> author(Lines.convert(content, Form.Author.class));
                case "operation" -> operation(Lines.convert(content, Form.Operation.class));
                case "end" -> {
                    endHistory();
                    ended = true;
                }
                default -> throw new UnreadableExportException(lines.number(), Reason.WRONG);
            }
        } catch (JacksonException
                | IllegalArgumentException
                | IllegalStateException
                | NullPointerException
                | NoSuchElementException
                | DateTimeException e) {
            throw new UnreadableExportException(lines.number(), Reason.WRONG);
        }
    }

    private void collection(Form.Collection collection) {
        if (Waiting.on(stores.collections().find(Models.KIND, collection.name()))
                .isPresent()) {
            return;
        }
        CollectionRecord made = Waiting.on(stores.collections().ensure(Models.KIND, collection.name(), Instant.now()));
        Waiting.on(stores.collections().setPolicy(made.id(), collection.policy()));
        Waiting.on(
                stores.collections().replaceMetadata(made.id(), made.metadata(), models.metadata(collection.access())));
        report.collectionAdded();
    }

    private void model(JsonNode json) {
        endHistory();
        String id = text(json, "id");
        String collection = text(json, "collection");
        Instant created = Instant.parse(text(json, "createdAt"));
        ObjectValue data = new PlainJson().root(json.required("data"));
        JsonNode past = json.get("history");
        // No client may have the version that it begins with. Without its history its values have other ids now; and
        // what
        // is left somewhere of a model that was deleted here is not this one.
        long ended = Waiting.on(models.lastVersionOfDeleted(id));
        long version = Math.max(
                ended + 1,
                past == null
                        ? json.path("version").asLong(0) + 1
                        : past.path("version").asLong(0));
        byte[] metadata = models.metadata(
                Lines.convert(json.required("permissions"), Form.Rights.class).permissions(), version);
        ImportedModel model = new ImportedModel(
                id,
                collection,
                json.path("owner").asString(""),
                json.path("title").asString(""),
                json.path("readOnly").asBoolean(false),
                created,
                metadata);
        if (id.isEmpty() || collection.isEmpty()) {
            throw new IllegalArgumentException("a model needs an id and a collection");
        }
        String unfit = models.whyUnfit(data).orElse(null);
        if (unfit != null) {
            report.refused(id, unfit);
            return;
        }
        Waiting.on(stores.collections().ensure(Models.KIND, collection, created));
        if (past == null) {
            Instant modified = Instant.parse(json.path("modifiedAt").asString(created.toString()));
            add(model, new Snapshot(version, modified, models.snapshot(data)));
        } else if (isThere(id)) {
            report.skipped(id);
        } else {
            history = ImportedHistory.begin(stores, models, model, Lines.convert(past, Form.History.class), version);
        }
    }

    private static String text(JsonNode json, String name) {
        return json.required(name).asString();
    }

    private boolean isThere(String id) {
        return Waiting.on(stores.documents().record(new DocumentKey(Models.KIND, id)))
                .isPresent();
    }

    private void add(ImportedModel model, Snapshot snapshot) {
        NewDocument document = model.document(new DocumentKey(Models.KIND, model.id()), false, snapshot);
        pending.add(new Pending(
                model.id(),
                stores.documents().create(document).thenCompose(record -> model.keep(stores.documents(), record))));
        settle(AT_ONCE);
    }

    /** Waits until so many at most are being stored. */
    private void settle(int most) {
        while (pending.size() > most) {
            Pending oldest = pending.remove();
            try {
                Waiting.on(oldest.created());
                report.modelAdded(0);
                appeared.accept(oldest.id());
            } catch (DocumentExistsException e) {
                report.skipped(oldest.id());
            } catch (IllegalArgumentException e) {
                report.refused(oldest.id(), "NAME");
            }
        }
    }

    private void author(Form.Author author) {
        if (history == null) {
            return;
        }
        try {
            Waiting.on(stores.records()
                    .add(new NewRecord(
                            SessionDirectory.RECORDS,
                            author.session(),
                            Users.name(author.stored()),
                            "",
                            author.stored(),
                            null)));
        } catch (RecordExistsException e) {
            // It is known whose session that was.
        }
    }

    /** Those of a model that was skipped or refused are skipped, too. */
    private void operation(Form.Operation operation) {
        if (history != null && !history.append(operation)) {
            report.refused(history.id(), "HISTORY");
            abandonHistory();
        }
    }

    private void endHistory() {
        if (history == null) {
            return;
        }
        ImportedHistory done = history;
        history = null;
        try {
            done.publish();
            report.modelAdded(done.operations());
            appeared.accept(done.id());
        } catch (DocumentExistsException e) {
            done.abandon();
            report.skipped(done.id());
        }
    }

    private void abandonHistory() {
        if (history != null) {
            history.abandon();
            history = null;
        }
    }
}
