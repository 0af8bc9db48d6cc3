package dev.coterie.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for the writer, bounded by the memory that it takes. Thread-safe. */
final class WriteQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Write> waiting = new ArrayDeque<>();
    private final long limitBytes;
    private long bytes;
    private boolean closed;

    WriteQueue(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** False when it is full or closed. A write that is bigger than the limit is taken when nothing else waits. */
    boolean offer(Write write) {
        lock.lock();
        try {
            if (closed || !waiting.isEmpty() && bytes + write.bytes() > limitBytes) {
                return false;
            }
            waiting.add(write);
            bytes += write.bytes();
            if (waiting.size() == 1) {
                changed.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something; empty when there will never be anything again. */
    List<Write> take(int maxWrites, long maxBytes) {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return remove(maxWrites, maxBytes);
        } finally {
            lock.unlock();
        }
    }

    /** Takes everything that waits now. */
    List<Write> drain() {
        lock.lock();
        try {
            return remove(Integer.MAX_VALUE, Long.MAX_VALUE);
        } finally {
            lock.unlock();
        }
    }

    private List<Write> remove(int maxWrites, long maxBytes) {
        List<Write> taken = new ArrayList<>(Math.min(waiting.size(), maxWrites));
        long takenBytes = 0;
        for (Write next = waiting.peek(); next != null; next = waiting.peek()) {
            if (taken.size() == maxWrites || !taken.isEmpty() && takenBytes + next.bytes() > maxBytes) {
                break;
            }
            takenBytes += next.bytes();
            taken.add(waiting.remove());
        }
        bytes -= takenBytes;
        return taken;
    }

    /** Takes no more; what waits can still be taken out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
