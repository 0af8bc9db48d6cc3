package dev.coterie.zwibbler.session;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.coterie.document.ByteStringStore;
import dev.coterie.zwibbler.access.Grant;
import dev.coterie.zwibbler.board.BoardEvent;
import dev.coterie.zwibbler.wire.ClientMessage;

/** What a connection's actor is told beside what boards tell it. */
sealed interface SessionCommand extends BoardEvent {

    /**
     * The client said something.
     *
     * @param cost what {@link Inbox} counts for it until it is done
     */
    record Received(ClientMessage message, long cost) implements SessionCommand {}

    /** The client broke the protocol. */
    record ReceivedMalformed(String rule) implements SessionCommand {}

    record SocketClosed() implements SessionCommand {}

    /** The client has not said in time what it wants to open. */
    record TooLate() implements SessionCommand {}

    /** What the name that the client gave means; or why that is not known. */
    record Resolved(@Nullable Grant grant, @Nullable Throwable failure) implements SessionCommand {}

    /** An administrator ends this connection. */
    record PutOut() implements SessionCommand {}

    /** So many frames and bytes more are written. */
    record Written(int frames, long bytes) implements SessionCommand {}

    /** What was read from storage; null: it could not be read. */
    record PiecesRead(@Nullable List<ByteStringStore.Piece> pieces) implements SessionCommand {}
}
