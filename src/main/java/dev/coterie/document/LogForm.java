package dev.coterie.document;

/** What a log's positions count, and so how its entries become rows. */
enum LogForm {
    /** Operations: an entry is a row, with parts when it is long; the log's key alone keeps writers apart. */
    OPERATIONS {
        @Override
        boolean accepts(LogEntry entry) {
            return entry.next() > entry.position();
        }

        @Override
        boolean follows(long end, long position) {
            return position >= end;
        }
    },
    /** Bytes: an entry may be several rows; it must start where the document ends. */
    BYTES {
        @Override
        boolean accepts(LogEntry entry) {
            return entry.payload().length > 0 && entry.next() - entry.position() == entry.payload().length;
        }

        @Override
        boolean follows(long end, long position) {
            return position == end;
        }
    };

    abstract boolean accepts(LogEntry entry);

    /** Whether an entry may start there in a log that ends there; a log of operations may begin anywhere. */
    abstract boolean follows(long end, long position);
}
