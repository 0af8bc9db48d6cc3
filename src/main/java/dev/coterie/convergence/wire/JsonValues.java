package dev.coterie.convergence.wire;

import com.google.protobuf.Value;

/** JSON values of the wire format. Thread-safe: it has no state. */
public final class JsonValues {

    private JsonValues() {}

    public static Value of(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    public static Value of(double number) {
        return Value.newBuilder().setNumberValue(number).build();
    }
}
