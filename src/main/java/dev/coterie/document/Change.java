package dev.coterie.document;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A change that stands for itself.
 *
 * @param <T> what it tells after the commit
 */
final class Change<T> implements Write {

    private static final int OVERHEAD_BYTES = 256;

    private final int contentBytes;
    private final Function<JdbcTemplate, T> work;
    private final Function<DataIntegrityViolationException, RuntimeException> violation;
    private final @Nullable DocumentId ended;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private @Nullable T value;
    private @Nullable RuntimeException refused;

    /**
     * @param contentBytes what the change keeps in memory
     * @param work may throw one of this package's exceptions before it has changed anything
     * @param violation what to tell when a key or foreign key is violated
     */
    Change(
            int contentBytes,
            Function<JdbcTemplate, T> work,
            Function<DataIntegrityViolationException, RuntimeException> violation) {
        this(contentBytes, work, violation, null);
    }

    /** @param ended the document that is not there any more after the change */
    Change(
            int contentBytes,
            Function<JdbcTemplate, T> work,
            Function<DataIntegrityViolationException, RuntimeException> violation,
            @Nullable DocumentId ended) {
        this.contentBytes = contentBytes;
        this.work = work;
        this.violation = violation;
        this.ended = ended;
    }

    @Nullable
    DocumentId ended() {
        return ended;
    }

    CompletionStage<T> result() {
        return result;
    }

    /** Runs inside the transaction, possibly again in another one. */
    void run(JdbcTemplate jdbc) {
        value = null;
        refused = null;
        try {
            value = work.apply(jdbc);
        } catch (DocumentExistsException | RecordExistsException | PositionTakenException e) {
            refused = e;
        }
    }

    @Override
    public long bytes() {
        return OVERHEAD_BYTES + contentBytes;
    }

    @Override
    public Object unit() {
        return this;
    }

    @Override
    public @Nullable RuntimeException refusal() {
        return null;
    }

    @Override
    public void committed() {
        if (refused == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(refused);
        }
    }

    @Override
    public void failed(RuntimeException cause) {
        result.completeExceptionally(
                cause instanceof DataIntegrityViolationException refusal ? violation.apply(refusal) : cause);
    }
}
