package dev.coterie.zwibbler.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.coterie.document.ByteStringStore;
import dev.coterie.document.DocumentId;
import dev.coterie.zwibbler.board.BoardEvent;
import dev.coterie.zwibbler.wire.Fragments;
import dev.coterie.zwibbler.wire.ProtocolVersion;

/**
 * What is said to one client, in order, as fast as the client takes it. What the client cannot take yet waits here; long
 * appends, and those that too many others wait before, are not kept but read from storage when it is their turn. Confined
 * to the connection's actor.
 */
final class Outgoing {

    /** The longest frame that anybody is sent. */
    private static final int MAX_FRAME_BYTES = 8 * 1024 * 1024;

    /** The longest frames of a message that has to be cut anyway. */
    private static final int MAX_STREAM_FRAME_BYTES = 1024 * 1024;

    /** So many bytes of appends wait as they are; others are read from storage again. */
    private static final long MAX_KEPT_BYTES = 1024 * 1024;

    private static final int MAX_WAITING = 100_000;

    private final SessionScope scope;
    private final ProtocolVersion version;
    private final long maxFrameBytes;
    private final long maxWaitingBytes;
    private final WriteWindow window;
    private final Deque<Waiting> backlog = new ArrayDeque<>();
    private long waitingBytes;

    /** What is being said now, if it could not be said at once: one or the other. */
    private @Nullable Fragments message;

    private @Nullable StoredAppend stored;
    private Condition condition = Condition.GOOD;

    Outgoing(SessionScope scope, ProtocolVersion version, long maxFrameBytes) {
        this.scope = scope;
        this.version = version;
        this.maxFrameBytes = Math.min(maxFrameBytes, MAX_FRAME_BYTES);
        this.maxWaitingBytes = scope.services().socket().maxWaiting().toBytes();
        this.window = new WriteWindow(scope.connection(), scope.self());
    }

    Condition condition() {
        return condition;
    }

    void say(byte[] encoded) {
        if (isFree() && encoded.length <= maxFrameBytes && window.isOpenFor(encoded.length)) {
            window.send(encoded);
        } else if (waitingBytes > maxWaitingBytes || backlog.size() >= MAX_WAITING) {
            condition = Condition.TOO_SLOW;
        } else {
            keep(encoded);
        }
    }

    /** Somebody else's append. */
    void appended(BoardEvent.Appended append) {
        byte[] encoded = append.form(version);
        if (encoded == null) {
            throw new IllegalStateException("An append came in the other version's form only");
        }
        if (isFree() || waitingBytes + encoded.length <= MAX_KEPT_BYTES || append.from() == append.to()) {
            say(encoded);
        } else {
            stored(append.id(), append.from(), append.to());
        }
    }

    /** An append that has to be read from storage. */
    void stored(DocumentId id, long from, long to) {
        Waiting last = backlog.peekLast();
        if (last != null && last.message == null && last.to == from) {
            last.to = to;
        } else {
            backlog.add(new Waiting(id, from, to));
        }
        proceed();
    }

    /** The window has moved. */
    void written(int frames, long bytes) {
        window.written(frames, bytes);
        proceed();
    }

    /** @param pieces null: they could not be read */
    void read(@Nullable List<ByteStringStore.Piece> pieces) {
        if (stored != null && stored.take(pieces)) {
            proceed();
        } else {
            condition = Condition.UNREADABLE;
        }
    }

    /** Says something as the last thing: what is being said ends here, and what waits is never said. */
    void sayAtOnce(byte[] encoded) {
        backlog.clear();
        if (message != null) {
            message.forEachRemaining(scope.connection()::send);
        }
        if (stored != null) {
            stored.endNow().forEach(scope.connection()::send);
        }
        Fragments.of(encoded, maxFrameBytes).forEach(scope.connection()::send);
    }

    private boolean isFree() {
        return message == null && stored == null && backlog.isEmpty();
    }

    private void keep(byte[] encoded) {
        backlog.add(new Waiting(encoded));
        waitingBytes += encoded.length;
        proceed();
    }

    private void proceed() {
        while (finishMessage() && finishStored()) {
            Waiting next = backlog.poll();
            if (next == null) {
                return;
            }
            if (next.message != null) {
                waitingBytes -= next.message.length;
                message = new Fragments(next.message, maxFrameBytes);
            } else {
                stored = new StoredAppend(next.id, version, next.from, next.to, frameBytes(next.to - next.from));
            }
        }
    }

    private int frameBytes(long dataBytes) {
        return (int)
                (dataBytes < MAX_FRAME_BYTES - MAX_KEPT_BYTES
                        ? maxFrameBytes
                        : Math.min(maxFrameBytes, MAX_STREAM_FRAME_BYTES));
    }

    private boolean finishMessage() {
        while (message != null && message.hasNext()) {
            if (!window.isOpenFor(message.nextLength())) {
                return false;
            }
            window.send(message.next());
        }
        message = null;
        return true;
    }

    private boolean finishStored() {
        while (stored != null) {
            byte[] frame = stored.peek();
            if (frame == null) {
                if (!stored.isReading()) {
                    scope.context()
                            .pipeToSelf(
                                    stored.read(scope.services().store()),
                                    (pieces, failure) -> new SessionCommand.PiecesRead(pieces));
                }
                return false;
            }
            if (!window.isOpenFor(frame.length)) {
                return false;
            }
            window.send(stored.remove());
            if (stored.isDone()) {
                stored = null;
            }
        }
        return true;
    }

    /** How it goes. */
    enum Condition {
        GOOD,
        /** Too much waits. */
        TOO_SLOW,
        /** The board's bytes cannot be read, perhaps because it is gone. */
        UNREADABLE
    }

    /** A message that waits, or an append that waits in storage. */
    private static final class Waiting {

        private final byte @Nullable [] message;
        private final DocumentId id;
        private final long from;
        private long to;

        Waiting(byte[] message) {
            this.message = message;
            this.id = NONE;
            this.from = 0;
        }

        Waiting(DocumentId id, long from, long to) {
            this.message = null;
            this.id = id;
            this.from = from;
            this.to = to;
        }

        private static final DocumentId NONE = new DocumentId(0);
    }
}
