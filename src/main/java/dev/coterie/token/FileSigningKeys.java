package dev.coterie.token;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Keeps the keys of the files at hand, and notices when another process replaces them: it looks at the files' times once a
 * second at most, and whenever a token does not verify. Thread-safe.
 */
class FileSigningKeys implements SigningKeys, KeySource {

    private static final long LOOK_AFTER_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Logger log = LoggerFactory.getLogger(FileSigningKeys.class);

    private final KeyLayout layout;
    private final KeyRingFiles files;
    private final KeyRotation rotation;
    private final Duration overlap;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicLong lookedAt = new AtomicLong(System.nanoTime());
    private volatile KeyRing ring;

    /** Guarded by {@code reading}. */
    private List<Object> seen;

    FileSigningKeys(
            KeyLayout layout,
            String keyId,
            KeyDisk disk,
            Duration overlap,
            Clock clock,
            ApplicationEventPublisher events) {
        KeyLock lock = new KeyLock(layout);
        new KeyFileMaker(layout, disk, lock).makeWhenMissing();
        this.layout = layout;
        this.files = new KeyRingFiles(layout, keyId);
        this.rotation = new KeyRotation(layout, disk, lock);
        this.overlap = overlap;
        this.clock = clock;
        this.events = events;
        this.seen = files.stamp();
        this.ring = files.read();
    }

    @Override
    public KeyRing ring() {
        long now = System.nanoTime();
        long before = lookedAt.get();
        boolean due = now - before >= LOOK_AFTER_NANOS && lookedAt.compareAndSet(before, now);
        return due ? reread() : ring;
    }

    @Override
    public KeyRing reread() {
        KeyRing before;
        KeyRing after;
        reading.lock();
        try {
            before = ring;
            List<Object> stamp = files.stamp();
            if (stamp.equals(seen)) {
                return before;
            }
            // Taken before the files are read: what changes meanwhile is seen the next time.
            seen = stamp;
            after = files.read();
            ring = after;
        } catch (KeyFileException e) {
            log.warn("The signing key stays as it was: {}", e.getMessage());
            return ring;
        } finally {
            reading.unlock();
        }
        if (!before.pair().publicKey().equals(after.pair().publicKey())) {
            events.publishEvent(new SigningKeyReplaced(after.current()));
        }
        return after;
    }

    @Override
    public PublicSigningKey current() {
        return ring().current();
    }

    @Override
    public KeyStatus status() {
        KeyRing now = reread();
        return new KeyStatus(
                now.current(),
                now.since(),
                layout.privateFile(),
                now.retiredAt(clock.instant()).orElse(null),
                overlap);
    }

    @Override
    public boolean rotate(String thumbprint) {
        boolean rotated = rotation.rotate(thumbprint, overlap, clock.instant());
        reread();
        return rotated;
    }

    @Override
    public boolean forgetRetired() {
        boolean known = reread().retiredAt(clock.instant()).isPresent();
        rotation.forget();
        reread();
        return known;
    }
}
