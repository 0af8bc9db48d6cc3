package dev.coterie.document;

/** How much room the database takes. Thread-safe; blocks its caller. */
public interface StorageSize {

    /** Bytes, with what is deleted but not reused yet; 0 when the database is in memory. */
    long bytes();
}
