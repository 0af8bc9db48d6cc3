package dev.coterie.convergence.transfer;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.coterie.document.DocumentKey;
import dev.coterie.document.DocumentRecord;
import dev.coterie.document.DocumentStore;
import dev.coterie.document.NewDocument;
import dev.coterie.document.Snapshot;

/** What an export says of a model beside its data. Immutable. */
record ImportedModel(
        String id,
        String collection,
        String owner,
        String title,
        boolean readOnly,
        Instant createdAt,
        byte[] metadata) {

    NewDocument document(DocumentKey key, boolean ephemeral, Snapshot snapshot) {
        return new NewDocument(key, collection, owner, ephemeral, createdAt, metadata, snapshot);
    }

    /** Notes what people keep of it. */
    CompletionStage<DocumentRecord> keep(DocumentStore documents, DocumentRecord record) {
        CompletionStage<Boolean> titled =
                title.isEmpty() ? CompletableFuture.completedStage(true) : documents.retitle(record.id(), title);
        return titled.thenCompose(done ->
                        readOnly ? documents.setReadOnly(record.id(), true) : CompletableFuture.completedStage(true))
                .thenApply(done -> record);
    }
}
