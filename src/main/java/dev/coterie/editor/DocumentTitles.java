package dev.coterie.editor;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.coterie.document.DocumentKey;
import dev.coterie.document.DocumentRecord;
import dev.coterie.document.DocumentStore;

/** What documents are called. Thread-safe; waits for the database, but not for long. */
@Component
class DocumentTitles {

    private static final Logger log = LoggerFactory.getLogger(DocumentTitles.class);
    private static final String KIND = "model";
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final DocumentStore documents;

    DocumentTitles(DocumentStore documents) {
        this.documents = documents;
    }

    /** The title that somebody gave a document; its id when there is none, or it cannot be found out now. */
    String of(String id) {
        try {
            return documents
                    .record(new DocumentKey(KIND, id))
                    .toCompletableFuture()
                    .get(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                    .map(DocumentRecord::shownName)
                    .orElse(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return id;
        } catch (ExecutionException | TimeoutException e) {
            log.debug("The title of a document is not known now", e);
            return id;
        }
    }
}
