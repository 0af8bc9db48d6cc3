package dev.coterie.document;

import org.jspecify.annotations.Nullable;

/** Something that waits to be committed. Handed from the thread that asks to the writer thread, through the queue. */
sealed interface Write permits Append, Change {

    /** What it costs in memory while it waits. */
    long bytes();

    /** What stands and falls together when a batch has to be taken apart. */
    Object unit();

    /** Why it must not be tried any more; null: try. */
    @Nullable
    RuntimeException refusal();

    /** Told once, after the commit. */
    void committed();

    /** Told once, instead of {@link #committed()}: nothing is known to be stored. */
    void failed(RuntimeException cause);
}
