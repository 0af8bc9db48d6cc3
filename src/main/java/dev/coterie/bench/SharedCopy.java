package dev.coterie.bench;

import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.wire.model.OpenRealtimeModelResponseMessage;
import dev.coterie.convergence.wire.model.OperationData;

/**
 * One client's copy of a model: what the server has committed and, on top, what this client has sent and not yet seen
 * acknowledged. Confined to the event loop.
 */
interface SharedCopy {

    /** Makes a copy of what the server gives to a client that opens a model. */
    @FunctionalInterface
    interface Maker {
        SharedCopy copy(OpenRealtimeModelResponseMessage opened);
    }

    /** The server's version that this copy has seen. */
    long version();

    /** Own edits that are not acknowledged yet. */
    int inFlight();

    /** Makes the next edit, which is then in flight; null when there is none left. */
    @Nullable
    OperationData edit();

    /** Takes the server's word that the oldest edit in flight was committed on top of {@code at}. */
    void acknowledged(long at);

    /** Applies somebody else's operation, which was committed on top of {@code at}. */
    void remote(long at, OperationData operation);

    /** All that is in it, written out: equal for equal models. */
    String content();
}
