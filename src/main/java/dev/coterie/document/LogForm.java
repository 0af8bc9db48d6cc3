package dev.coterie.document;

/** What a log's positions count, and so how its entries become rows. */
enum LogForm {
    /** Operations: an entry is a row, with parts when it is long; the log's key alone keeps writers apart. */
    OPERATIONS {
        @Override
        boolean accepts(LogEntry entry) {
            return entry.next() > entry.position();
        }
    },
    /** Bytes: an entry may be several rows; it must start where the document ends. */
    BYTES {
        @Override
        boolean accepts(LogEntry entry) {
            return entry.payload().length > 0 && entry.next() - entry.position() == entry.payload().length;
        }
    };

    abstract boolean accepts(LogEntry entry);
}
