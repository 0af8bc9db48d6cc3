package dev.coterie.zwibbler.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.coterie.document.ByteStringStore;
import dev.coterie.document.DocumentId;
import dev.coterie.zwibbler.wire.AppendStream;
import dev.coterie.zwibbler.wire.ProtocolVersion;

/**
 * An append on its way from storage to a client: read piece by piece, the next one only when the last one is sent.
 * Confined to the connection's actor.
 */
final class StoredAppend {

    private static final int PIECE_BYTES = 256 * 1024;

    private final DocumentId id;
    private final long to;
    private final AppendStream stream;
    private final Deque<byte[]> frames = new ArrayDeque<>();
    private long position;
    private boolean reading;
    private boolean finished;

    StoredAppend(DocumentId id, ProtocolVersion version, long from, long to, int frameBytes) {
        this.id = id;
        this.to = to;
        this.position = from;
        this.stream = new AppendStream(version, from, to - from, frameBytes);
        finishIfComplete();
    }

    /** The next frame; null when it has to be read first. */
    byte @Nullable [] peek() {
        return frames.peek();
    }

    byte[] remove() {
        return frames.remove();
    }

    boolean isDone() {
        return finished && frames.isEmpty();
    }

    boolean isReading() {
        return reading;
    }

    CompletionStage<List<ByteStringStore.Piece>> read(ByteStringStore store) {
        reading = true;
        return store.read(id, position, to, PIECE_BYTES);
    }

    /** Takes what was read; false when that is not what has to come next. */
    boolean take(@Nullable List<ByteStringStore.Piece> pieces) {
        reading = false;
        if (pieces == null || pieces.isEmpty()) {
            return false;
        }
        for (ByteStringStore.Piece piece : pieces) {
            if (piece.position() != position || piece.bytes().length > to - position) {
                return false;
            }
            frames.addAll(stream.add(piece.bytes()));
            position += piece.bytes().length;
        }
        finishIfComplete();
        return true;
    }

    private void finishIfComplete() {
        if (position == to) {
            finished = true;
            frames.add(stream.finish());
        }
    }

    /** Ends the append with what was read of it; returns the frames that are still to be sent. */
    List<byte[]> endNow() {
        List<byte[]> rest = new ArrayList<>(frames);
        if (!finished) {
            finished = true;
            rest.add(stream.finish());
        }
        return rest;
    }
}
