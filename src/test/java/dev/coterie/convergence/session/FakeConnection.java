package dev.coterie.convergence.session;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.InvalidProtocolBufferException;

import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.socket.Connection;

/** Remembers what the client would read. Thread-safe. */
final class FakeConnection implements Connection {

    private final BlockingQueue<ConvergenceMessage> sent = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
    private final CountDownLatch resumed = new CountDownLatch(1);
    private volatile long maxMessageBytes;

    @Override
    public void send(byte[] frame) {
        try {
            if (closes.isEmpty()) {
                sent.add(ConvergenceMessage.parseFrom(frame));
            }
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("not a message", e);
        }
    }

    @Override
    public void send(byte[] frame, Runnable whenWritten) {
        send(frame);
        whenWritten.run();
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {
        resumed.countDown();
    }

    @Override
    public void close(int code, String reason) {
        closes.add(code);
    }

    @Override
    public void admit(long newMaxMessageBytes) {
        maxMessageBytes = newMaxMessageBytes;
    }

    @Override
    public String address() {
        return "192.0.2.1";
    }

    @Override
    public String userAgent() {
        return "browser";
    }

    long maxMessageBytes() {
        return maxMessageBytes;
    }

    /** The next message; waits for it. */
    ConvergenceMessage next() {
        try {
            ConvergenceMessage message = sent.poll(10, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing was sent");
            }
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The code that it was closed with first; waits for it. */
    int closedWith() {
        try {
            Integer code = closes.poll(10, TimeUnit.SECONDS);
            if (code == null) {
                throw new AssertionError("not closed");
            }
            return code;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until it is read from again; false: it is not. */
    boolean isResumed() throws InterruptedException {
        return resumed.await(10, TimeUnit.SECONDS);
    }

    boolean nothingWaits() {
        return sent.isEmpty();
    }

    boolean isOpen() {
        return closes.isEmpty();
    }
}
