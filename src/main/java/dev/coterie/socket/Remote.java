package dev.coterie.socket;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** The wire to one client, as {@link Outbound} uses it. */
interface Remote {

    /**
     * Starts to write one frame; called again only after the previous one is done. Does not block.
     *
     * @param done called once, on any thread, also before this method returns; null: written
     */
    void send(byte[] frame, Consumer<@Nullable Throwable> done);

    /** Stops reading what the client sends; not called again before {@link #resume()}. Does not block. */
    void pause();

    /** Reads on. Does not block. */
    void resume();

    /** Closes with a code; may block for a short, bounded time. */
    void close(int code, String reason);
}
