package dev.coterie.document;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/** An entry on its way to the log. */
final class Append implements Write {

    private static final int OVERHEAD_BYTES = 256;

    private final QueuedAppender appender;
    private final LogEntry entry;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Append(QueuedAppender appender, LogEntry entry) {
        this.appender = appender;
        this.entry = entry;
    }

    LogRow row() {
        return new LogRow(appender.document(), appender.form(), entry);
    }

    CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public long bytes() {
        return OVERHEAD_BYTES + entry.payload().length;
    }

    @Override
    public Object unit() {
        return appender;
    }

    @Override
    public @Nullable RuntimeException refusal() {
        return appender.failure();
    }

    @Override
    public void committed() {
        done.complete(null);
    }

    @Override
    public void failed(RuntimeException cause) {
        done.completeExceptionally(appender.fail(cause));
    }
}
