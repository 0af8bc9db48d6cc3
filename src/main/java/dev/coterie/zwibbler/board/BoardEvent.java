package dev.coterie.zwibbler.board;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.coterie.document.DocumentId;
import dev.coterie.zwibbler.wire.Key;
import dev.coterie.zwibbler.wire.ProtocolVersion;

/**
 * What a board tells a connection. Messages are encoded but not cut, shared between connections and never changed; a
 * connection says them in the order in which it is told. Everything that is told is committed.
 *
 * <p>Not sealed: the connection's actor adds messages to itself.
 */
public interface BoardEvent {

    /**
     * The client is in: everything from now on reaches it. Its first append goes from {@code from} to {@code to}, the
     * length now; then come the keys.
     *
     * @param data those bytes; null when the connection has to read them from storage
     */
    record Opened(DocumentId id, long from, long to, byte @Nullable [] data, List<Key> keys) implements BoardEvent {}

    /** The client is not let in, or put out: say why and close. */
    record Refused(byte[] message) implements BoardEvent {}

    /** Permissions have changed in the meantime: look up what the name means again, and join again. */
    record ResolveAgain() implements BoardEvent {}

    /**
     * Somebody else appended.
     *
     * @param from where
     * @param to where that ends
     * @param second the message for clients that speak version 2; null: there is none of them
     * @param third the message for clients that speak version 3; null: there is none of them
     */
    record Appended(DocumentId id, long from, long to, byte @Nullable [] second, byte @Nullable [] third)
            implements BoardEvent {

        /** The message for clients that speak this version. */
        public byte @Nullable [] form(ProtocolVersion version) {
            return version == ProtocolVersion.TWO ? second : third;
        }
    }

    /** The answer to a client's own {@link BoardCommand.Submit}. */
    record Answered(byte[] message) implements BoardEvent {}

    /** Anything else to be said. */
    record Say(byte[] message) implements BoardEvent {}

    /** The board is loaded anew: close, so that the client comes back and finds what is true. */
    record Lost() implements BoardEvent {}
}
