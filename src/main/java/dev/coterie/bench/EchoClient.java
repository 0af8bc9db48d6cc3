package dev.coterie.bench;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/** One connection to the echo: sends a frame, times its return. Confined to the event loop. */
final class EchoClient implements FrameListener, Driven {

    private final byte[] payload;
    private final Meter meter;
    private final FailureLog failures;
    private final Pace pace;
    private final ArrayDeque<Long> sentAtNanos = new ArrayDeque<>();
    private final CompletableFuture<Connection> joined = new CompletableFuture<>();
    private boolean typing;
    private boolean leaving;

    EchoClient(byte[] payload, Pace pace, Meter meter, FailureLog failures) {
        this.payload = payload.clone();
        this.pace = pace;
        this.meter = meter;
        this.failures = failures;
    }

    /** Completes on the loop's thread when frames may be sent. */
    CompletableFuture<Connection> joined() {
        return joined;
    }

    @Override
    public void startTyping() {
        typing = true;
        pace.start(this);
    }

    @Override
    public void stopTyping() {
        typing = false;
    }

    @Override
    public int inFlight() {
        return sentAtNanos.size();
    }

    @Override
    public boolean edit() {
        Connection connection = typing ? joined.getNow(null) : null;
        if (connection == null) {
            return false;
        }
        sentAtNanos.add(System.nanoTime());
        connection.send(payload);
        return true;
    }

    void leave() {
        leaving = true;
        typing = false;
        Connection connection = joined.isCompletedExceptionally() ? null : joined.getNow(null);
        if (connection != null) {
            connection.close("done");
        }
    }

    @Override
    public void opened(Connection connection) {
        joined.complete(connection);
    }

    @Override
    public void binary(Connection connection, byte[] data, int offset, int length) {
        Long sentAt = sentAtNanos.poll();
        if (sentAt == null || length != payload.length) {
            failures.add("echo", "a frame that nobody sent");
            return;
        }
        meter.acknowledged(System.nanoTime() - sentAt);
        pace.acknowledged(this);
    }

    @Override
    public void closed(Connection connection, String reason) {
        if (!leaving) {
            failures.add("echo", "disconnected: " + reason);
            joined.completeExceptionally(new java.io.IOException(reason));
        }
        typing = false;
    }
}
