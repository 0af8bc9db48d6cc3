package dev.coterie.live;

/** Counts what people do to the documents of one protocol; each protocol has a bean of this type. Thread-safe. */
@FunctionalInterface
public interface OperationCount {

    /** Operations that were committed since the server started. */
    long total();
}
