package dev.coterie.document;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;

/** Confined to the entity that runs the document, apart from the failure, which the writer thread sets. */
final class QueuedAppender implements LogAppender {

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final DocumentId document;
    private final LogForm form;
    private final GroupCommit commits;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private long expectedPosition = UNKNOWN;
    private @Nullable RuntimeException closed;
    private volatile @Nullable RuntimeException failure;

    QueuedAppender(DocumentId document, LogForm form, GroupCommit commits) {
        this.document = document;
        this.form = form;
        this.commits = commits;
    }

    @Override
    public CompletionStage<Void> append(LogEntry entry) {
        RuntimeException cause = closed == null ? failure : closed;
        if (cause != null) {
            return refuse(cause);
        }
        check(entry);
        Append append = new Append(this, entry);
        if (!commits.offer(append)) {
            // What was accepted before goes its way; only this entry and all after it are refused.
            closed = commits.refusal();
            return refuse(closed);
        }
        expectedPosition = entry.next();
        last = append.done();
        return last;
    }

    private void check(LogEntry entry) {
        if (!form.accepts(entry)
                || expectedPosition != UNKNOWN && entry.position() != expectedPosition
                || !StorableText.is(entry.author())) {
            throw new IllegalArgumentException("Document " + document.number() + " cannot take an entry from "
                    + entry.position() + " to " + entry.next() + " by " + entry.author() + " now");
        }
    }

    /** Fails after everything that was accepted before, so that stages complete in order. */
    private CompletionStage<Void> refuse(RuntimeException cause) {
        CompletableFuture<Void> refused = new CompletableFuture<>();
        last.whenComplete((done, earlier) -> refused.completeExceptionally(cause));
        last = refused;
        return refused;
    }

    DocumentId document() {
        return document;
    }

    LogForm form() {
        return form;
    }

    @Nullable
    RuntimeException failure() {
        return failure;
    }

    /** The first failure is the one that everybody is told. */
    RuntimeException fail(RuntimeException cause) {
        RuntimeException first = failure;
        if (first == null) {
            first = cause instanceof DataIntegrityViolationException violation ? taken(violation) : cause;
            failure = first;
        }
        return first;
    }

    private PositionTakenException taken(DataIntegrityViolationException cause) {
        return new PositionTakenException(
                "Another writer holds the position in document " + document.number() + ", or the document is gone",
                cause);
    }
}
