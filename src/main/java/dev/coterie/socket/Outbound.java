package dev.coterie.socket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be written to one client: bounded in frames and bytes, written in order, one frame at a time, without a
 * thread that waits. A client that reads too slowly is closed, and what waited for it is freed. Thread-safe; no method
 * blocks; the lock is never held while writing.
 */
final class Outbound {

    private static final Logger log = LoggerFactory.getLogger(Outbound.class);

    private final Remote remote;
    private final SocketProperties limits;
    private final SocketThreads threads;
    private final AtomicInteger writing = new AtomicInteger();
    private final Object lock = new Object();
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private long queuedBytes;
    private boolean inFlight;
    private State state = State.OPEN;
    private @Nullable Farewell farewell;

    Outbound(Remote remote, SocketProperties limits, SocketThreads threads) {
        this.remote = remote;
        this.limits = limits;
        this.threads = threads;
    }

    /** Queues a frame; too many close the connection. Nothing happens after a close. */
    void send(byte[] frame) {
        boolean overflow;
        synchronized (lock) {
            if (state != State.OPEN) {
                return;
            }
            overflow = !fits(frame);
            if (!overflow) {
                queue.add(frame);
                queuedBytes += frame.length;
            }
        }
        if (overflow) {
            log.info("Closing a connection whose client reads too slowly");
            abort(CloseCode.TRY_AGAIN_LATER, "reads too slowly");
        } else {
            write();
        }
    }

    /** Closes once everything queued is written, or after the close timeout. */
    void close(int code, String reason) {
        synchronized (lock) {
            if (state != State.OPEN) {
                return;
            }
            state = State.DRAINING;
            farewell = new Farewell(code, reason);
        }
        write();
        threads.after(limits.closeTimeout(), () -> abort(CloseCode.TRY_AGAIN_LATER, "reads too slowly"));
    }

    /** Closes at once and frees what is queued; a close that waits for the queue is overtaken. */
    void abort(CloseCode code, String reason) {
        synchronized (lock) {
            if (state == State.CLOSED) {
                return;
            }
            discard();
        }
        threads.closing(() -> remote.close(code.number(), reason));
    }

    /** The connection is gone: frees what is queued. */
    void gone() {
        synchronized (lock) {
            discard();
        }
    }

    /** Frames that wait, without the one that is being written. */
    int queued() {
        synchronized (lock) {
            return queue.size();
        }
    }

    private boolean fits(byte[] frame) {
        return queue.isEmpty()
                || queue.size() < limits.maxQueuedFrames()
                        && queuedBytes + frame.length <= limits.maxQueuedSize().toBytes();
    }

    private void discard() {
        state = State.CLOSED;
        queue.clear();
        queuedBytes = 0;
    }

    /** A frame may be done before {@code remote.send} returns: counting the wishes keeps that from nesting. */
    private void write() {
        if (writing.getAndIncrement() != 0) {
            return;
        }
        do {
            writeNext();
        } while (writing.decrementAndGet() != 0);
    }

    private void writeNext() {
        byte[] frame;
        Farewell last = null;
        synchronized (lock) {
            if (inFlight || state == State.CLOSED) {
                return;
            }
            frame = queue.poll();
            if (frame != null) {
                queuedBytes -= frame.length;
                inFlight = true;
            } else if (state == State.DRAINING) {
                last = farewell;
                discard();
            }
        }
        if (frame != null) {
            remote.send(frame, this::written);
        } else if (last != null) {
            Farewell said = last;
            threads.closing(() -> remote.close(said.code(), said.reason()));
        }
    }

    private void written(@Nullable Throwable failure) {
        if (failure != null) {
            abort(CloseCode.SERVER_ERROR, "write failed");
            return;
        }
        synchronized (lock) {
            inFlight = false;
        }
        write();
    }

    private enum State {
        OPEN,
        /** To be closed when the queue is empty. */
        DRAINING,
        CLOSED
    }

    private record Farewell(int code, String reason) {}
}
