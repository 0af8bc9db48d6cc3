package dev.coterie.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import dev.coterie.zwibbler.wire.Append;
import dev.coterie.zwibbler.wire.AppendAnswer;
import dev.coterie.zwibbler.wire.AppendOutcome;
import dev.coterie.zwibbler.wire.CreationMode;
import dev.coterie.zwibbler.wire.ErrorMessage;
import dev.coterie.zwibbler.wire.Init;
import dev.coterie.zwibbler.wire.MalformedMessageException;
import dev.coterie.zwibbler.wire.ProtocolVersion;
import dev.coterie.zwibbler.wire.ServerMessage;

/**
 * A client of one board. It keeps a hash of every byte it has seen, in its order, and not the bytes; it fails the run when
 * an append does not begin where the one before ended. The first bytes of what it appends are the time at which it did,
 * so that every client of this process can tell how long it was under way. Confined to the event loop.
 */
final class BoardClient implements FrameListener, Driven {

    private static final ProtocolVersion VERSION = ProtocolVersion.THREE;
    private static final int CONTINUATION = 0xff;
    private static final int HEADER_BYTES = 14;
    private static final int OFFSET_AT = 6;

    private final EventLoop loop;
    private final URI socket;
    private final String board;
    private final byte[] payload;
    private final Pace pace;
    private final Meter meter;
    private final FailureLog failures;
    private final MessageDigest digest = sha256();
    private final CompletableFuture<BoardClient> joined = new CompletableFuture<>();
    private @Nullable Connection connection;
    private byte @Nullable [] pending;
    private long pendingSinceNanos;
    private long length = -1;
    private boolean insideFirstAppend;
    private boolean typing;
    private boolean leaving;
    private boolean lost;
    private int owed;
    private long acknowledged;
    private long refused;
    private long joiningSinceNanos;
    private long firstFrameNanos = -1;

    /**
     * @param payloadBytes of each append, 8 or more
     * @param random for what they hold
     */
    BoardClient(
            EventLoop loop,
            URI socket,
            String board,
            int payloadBytes,
            SplittableRandom random,
            Pace pace,
            Meter meter,
            FailureLog failures) {
        this.loop = loop;
        this.socket = socket;
        this.board = board;
        this.payload = new byte[payloadBytes];
        random.nextBytes(payload);
        this.pace = pace;
        this.meter = meter;
        this.failures = failures;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens the board, making it if need be; completes on the loop's thread with its first append. */
    CompletableFuture<BoardClient> join() {
        try {
            loop.connect(socket, this);
        } catch (IOException e) {
            joined.completeExceptionally(e);
        }
        return joined;
    }

    String board() {
        return board;
    }

    /** How many bytes of the board it has seen. */
    long length() {
        return length;
    }

    /** A hash of those. */
    String hash() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    long acknowledged() {
        return acknowledged;
    }

    /** How many appends were refused and sent again. */
    long refused() {
        return refused;
    }

    /** From its first message to the first frame of the answer. */
    long firstFrameNanos() {
        return firstFrameNanos;
    }

    boolean isLost() {
        return lost;
    }

    @Override
    public int inFlight() {
        return pending == null ? 0 : 1;
    }

    @Override
    public void startTyping() {
        typing = true;
        pace.start(this);
    }

    @Override
    public void stopTyping() {
        typing = false;
        owed = 0;
    }

    /** Appends, now or, if an append is under way, after it. */
    @Override
    public boolean edit() {
        if (!typing || lost) {
            return false;
        }
        if (pending != null) {
            owed++;
        } else {
            append();
        }
        return true;
    }

    private void append() {
        pendingSinceNanos = System.nanoTime();
        byte[] data = payload.clone();
        ByteBuffer.wrap(data).putLong(pendingSinceNanos);
        pending = data;
        send(data);
    }

    private void send(byte[] data) {
        if (connection != null) {
            connection.send(Append.encode(VERSION, length, data));
        }
    }

    /** Leaves; what happens from now on is nobody's failure. */
    void leave() {
        leaving = true;
        typing = false;
        if (connection != null) {
            connection.close("done");
        }
    }

    @Override
    public void opened(Connection opened) {
        connection = opened;
        joiningSinceNanos = System.nanoTime();
        opened.send(new Init(VERSION, 0, CreationMode.POSSIBLY_CREATE.code(), 0, board, new byte[0]).encode());
    }

    @Override
    public void binary(Connection from, byte[] data, int offset, int length) {
        try {
            if (firstFrameNanos < 0) {
                firstFrameNanos = System.nanoTime() - joiningSinceNanos;
            }
            frame(data, offset, length);
        } catch (MalformedMessageException e) {
            from.abort(String.valueOf(e.getMessage()));
        }
    }

    /** Only the first append of a large board comes in several frames; it is taken without being kept. */
    private void frame(byte[] data, int offset, int frameLength) throws MalformedMessageException {
        boolean more = data[offset + 1] != 0;
        if (insideFirstAppend) {
            if ((data[offset] & 0xff) != CONTINUATION) {
                throw new MalformedMessageException("a fragmented message is continued");
            }
            take(data, offset + 2, frameLength - 2);
        } else if (more && this.length < 0) {
            this.length = ByteBuffer.wrap(data, offset + OFFSET_AT, Long.BYTES).getLong();
            take(data, offset + HEADER_BYTES, frameLength - HEADER_BYTES);
        } else {
            message(ServerMessage.decode(Arrays.copyOfRange(data, offset, offset + frameLength)));
            return;
        }
        insideFirstAppend = more;
        if (!more) {
            joined.complete(this);
        }
    }

    private void message(ServerMessage message) throws MalformedMessageException {
        if (message instanceof Append append) {
            appended(append);
        } else if (message instanceof AppendAnswer answer) {
            answered(answer);
        } else if (message instanceof ErrorMessage error) {
            throw new MalformedMessageException("error " + error.code() + ": " + error.text());
        }
    }

    private void appended(Append append) throws MalformedMessageException {
        byte[] data = append.data();
        boolean first = length < 0;
        if (first) {
            length = append.offset();
        } else if (append.offset() != length) {
            throw new MalformedMessageException("an append at " + append.offset() + " instead of " + length);
        } else if (data.length >= Long.BYTES) {
            meter.delivered(System.nanoTime() - ByteBuffer.wrap(data).getLong());
        }
        take(data, 0, data.length);
        if (first) {
            joined.complete(this);
        }
    }

    private void take(byte[] data, int offset, int count) {
        digest.update(data, offset, count);
        length += count;
    }

    private void answered(AppendAnswer answer) throws MalformedMessageException {
        byte[] data = pending;
        if (data == null) {
            throw new MalformedMessageException("an answer to nothing");
        }
        if (answer.outcome() == AppendOutcome.STORED) {
            take(data, 0, data.length);
        }
        if (answer.length() != length) {
            throw new MalformedMessageException(
                    "an answer with the length " + answer.length() + " before the appends up to there");
        }
        switch (answer.outcome()) {
            case STORED -> stored();
            case REFUSED -> {
                refused++;
                send(data);
            }
            case NOT_PERMITTED -> throw new MalformedMessageException("it may not write");
        }
    }

    private void stored() {
        acknowledged++;
        meter.acknowledged(System.nanoTime() - pendingSinceNanos);
        pending = null;
        if (owed > 0) {
            owed--;
            append();
        }
        pace.acknowledged(this);
    }

    @Override
    public void closed(Connection from, String reason) {
        typing = false;
        lost = true;
        if (!leaving) {
            failures.add("disconnected", reason);
            joined.completeExceptionally(new IOException(reason));
        }
    }
}
