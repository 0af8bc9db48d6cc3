package dev.coterie.token;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one process at a time, and one thread of it, change key files. The lock file stays: whoever removed it could let
 * two in, one by the old file and one by a new one. Thread-safe.
 */
final class KeyLock {

    private static final Logger log = LoggerFactory.getLogger(KeyLock.class);

    private final KeyLayout layout;
    private final ReentrantLock threads = new ReentrantLock();

    KeyLock(KeyLayout layout) {
        this.layout = layout;
    }

    <T> T holding(Work<T> work) throws IOException {
        threads.lock();
        try {
            Files.createDirectories(layout.directory());
            try (FileChannel channel =
                            FileChannel.open(layout.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                log.trace("Holding {}", lock);
                return work.run();
            }
        } finally {
            threads.unlock();
        }
    }

    /** What is done while others wait. */
    interface Work<T> {
        T run() throws IOException;
    }
}
