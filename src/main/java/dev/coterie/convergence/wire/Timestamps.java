package dev.coterie.convergence.wire;

import java.time.Instant;

import com.google.protobuf.Timestamp;

/** Points in time of the wire format. Thread-safe: it has no state. */
public final class Timestamps {

    private Timestamps() {}

    public static Timestamp of(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
