package dev.coterie.account.django;

import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.AbstractValidatingPasswordEncoder;

/**
 * Checks passwords against hashes that Django has made; makes none. Thread-safe.
 *
 * <p>What is no good hash matches nothing. Those that take memory (argon2, scrypt) are computed one at a time, and not at
 * all when one would take more than half of the heap.
 */
public final class DjangoPasswordEncoder extends AbstractValidatingPasswordEncoder {

    private static final Logger log = LoggerFactory.getLogger(DjangoPasswordEncoder.class);
    private static final int SHARE_OF_HEAP = 2;
    private static final long MEGABYTE = 1024 * 1024;

    private final Lock memory = new ReentrantLock(true);
    private final long maxMemory;

    public DjangoPasswordEncoder() {
        this(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /** @param maxMemory for one hash, in bytes */
    DjangoPasswordEncoder(long maxMemory) {
        this.maxMemory = maxMemory;
    }

    /** What keeps something from being checked; empty: nothing. */
    public static Optional<HashFlaw> flaw(String encoded) {
        try {
            DjangoHash.read(encoded);
            return Optional.empty();
        } catch (FlawedHashException e) {
            return Optional.of(e.flaw());
        }
    }

    @Override
    protected String encodeNonNullPassword(String password) {
        throw new UnsupportedOperationException("Hashes of Django's kind are checked, not made");
    }

    @Override
    protected boolean matchesNonNull(String password, String encoded) {
        try {
            DjangoHash hash = DjangoHash.read(encoded);
            return hash.memory() == 0 ? hash.matches(password) : matchesAlone(password, hash);
        } catch (FlawedHashException | IllegalArgumentException e) {
            return false;
        }
    }

    private boolean matchesAlone(String password, DjangoHash hash) {
        if (hash.memory() > maxMemory) {
            log.atWarn()
                    .addKeyValue("neededMegabytes", hash.memory() / MEGABYTE)
                    .addKeyValue("allowedMegabytes", maxMemory / MEGABYTE)
                    .log("A password from Django was not checked, for this takes more than half of the memory: a larger"
                            + " heap (-Xmx) until its owner has logged in once, or a new password, helps");
            return false;
        }
        memory.lock();
        try {
            return hash.matches(password);
        } finally {
            memory.unlock();
        }
    }

    @Override
    protected boolean upgradeEncodingNonNull(String encoded) {
        return true;
    }
}
