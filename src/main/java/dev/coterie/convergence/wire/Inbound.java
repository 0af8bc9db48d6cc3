package dev.coterie.convergence.wire;

import org.jspecify.annotations.Nullable;

/** A client's frame, decoded and legal by itself. Immutable. */
public sealed interface Inbound {

    /** Calls the receiver's method for this kind of message. */
    <R> R handTo(InboundReceiver<R> receiver);

    /** Wants exactly one reply with this id; the body is one that clients ask. */
    record Request(int id, ConvergenceMessage message) implements Inbound {
        @Override
        public <R> R handTo(InboundReceiver<R> receiver) {
            return receiver.request(this);
        }
    }

    /** The reply to the server's request of this id: an answer's body, or {@code error}. */
    record Answer(int id, ConvergenceMessage message) implements Inbound {
        @Override
        public <R> R handTo(InboundReceiver<R> receiver) {
            return receiver.answer(this);
        }
    }

    /** Wants no reply; the body is one that clients say. */
    record Notice(ConvergenceMessage message) implements Inbound {
        @Override
        public <R> R handTo(InboundReceiver<R> receiver) {
            return receiver.notice(this);
        }
    }

    /** Wants a pong at once. */
    record Ping() implements Inbound {
        @Override
        public <R> R handTo(InboundReceiver<R> receiver) {
            return receiver.ping(this);
        }
    }

    /** Wants nothing. */
    record Pong() implements Inbound {
        @Override
        public <R> R handTo(InboundReceiver<R> receiver) {
            return receiver.pong(this);
        }
    }

    /**
     * Decodable, but of a type that this server does not know.
     *
     * @param requestId null when no reply is wanted
     */
    record Unsupported(@Nullable Integer requestId) implements Inbound {
        @Override
        public <R> R handTo(InboundReceiver<R> receiver) {
            return receiver.unsupported(this);
        }
    }
}
