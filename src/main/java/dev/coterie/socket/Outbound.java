package dev.coterie.socket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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

    private static final Runnable NOBODY_WAITS = () -> {};

    private final Remote remote;
    private final SocketProperties limits;
    private final SocketThreads threads;
    private final AtomicInteger writing = new AtomicInteger();
    private final Object lock = new Object();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private long queuedBytes;
    private boolean inFlight;
    private boolean paused;
    private State state = State.OPEN;
    private @Nullable Farewell farewell;

    Outbound(Remote remote, SocketProperties limits, SocketThreads threads) {
        this.remote = remote;
        this.limits = limits;
        this.threads = threads;
    }

    /** Queues a frame; too many close the connection. Nothing happens after a close. */
    void send(byte[] frame) {
        send(frame, NOBODY_WAITS);
    }

    /** @param whenWritten called once, also when the frame will never be written */
    void send(byte[] frame, Runnable whenWritten) {
        boolean open;
        boolean overflow;
        synchronized (lock) {
            open = state == State.OPEN;
            overflow = open && !fits(frame);
            if (open && !overflow) {
                queue.add(new Waiting(frame, whenWritten));
                queuedBytes += frame.length;
            }
        }
        if (!open) {
            whenWritten.run();
        } else if (overflow) {
            whenWritten.run();
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
        List<Waiting> discarded;
        synchronized (lock) {
            if (state == State.CLOSED) {
                return;
            }
            discarded = discard();
        }
        discarded.forEach(waiting -> waiting.whenWritten.run());
        threads.closing(() -> remote.close(code.number(), reason));
    }

    /** Stops reading; nothing happens when we have stopped already, or the connection is closed. */
    void pause() {
        wantReading(true);
    }

    /** Reads on, if we do not. */
    void resume() {
        wantReading(false);
    }

    /** The remote is told outside of the lock, by one thread at a time, until it does what was wanted last. */
    private void wantReading(boolean pause) {
        synchronized (remote) {
            boolean change;
            synchronized (lock) {
                change = paused != pause && state != State.CLOSED;
                paused = change ? pause : paused;
            }
            if (change && pause) {
                remote.pause();
            } else if (change) {
                remote.resume();
            }
        }
    }

    /** The connection is gone: frees what is queued. */
    void gone() {
        List<Waiting> discarded;
        synchronized (lock) {
            discarded = discard();
        }
        discarded.forEach(waiting -> waiting.whenWritten.run());
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

    private List<Waiting> discard() {
        state = State.CLOSED;
        List<Waiting> discarded = queue.isEmpty() ? List.of() : List.copyOf(queue);
        queue.clear();
        queuedBytes = 0;
        return discarded;
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
        Waiting next;
        Farewell last = null;
        synchronized (lock) {
            if (inFlight || state == State.CLOSED) {
                return;
            }
            next = queue.poll();
            if (next != null) {
                queuedBytes -= next.frame.length;
                inFlight = true;
            } else if (state == State.DRAINING) {
                last = farewell;
                discard();
            }
        }
        if (next != null) {
            Runnable whenWritten = next.whenWritten;
            remote.send(next.frame, failure -> written(failure, whenWritten));
        } else if (last != null) {
            Farewell said = last;
            threads.closing(() -> remote.close(said.code(), said.reason()));
        }
    }

    private void written(@Nullable Throwable failure, Runnable whenWritten) {
        whenWritten.run();
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

    private record Waiting(byte[] frame, Runnable whenWritten) {}

    private record Farewell(int code, String reason) {}
}
