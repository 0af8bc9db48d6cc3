package dev.coterie.socket;

import java.util.function.LongSupplier;

/** Says when a client sends more than anybody's work needs. Used by one thread at a time. */
final class FloodGate {

    private final TokenBucket messages;
    private final TokenBucket bytes;

    FloodGate(FloodLimits limits, LongSupplier nanoClock) {
        this.messages = new TokenBucket(nanoClock, limits.messagesPerSecond(), limits.messageBurst());
        this.bytes = new TokenBucket(
                nanoClock, limits.bytesPerSecond().toBytes(), limits.byteBurst().toBytes());
    }

    /** Whether a part of a message may pass; a message counts with its last part. */
    boolean passes(long partBytes, boolean last) {
        return bytes.take(partBytes) && (!last || messages.take(1));
    }
}
