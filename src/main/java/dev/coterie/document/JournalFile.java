package dev.coterie.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbered records in two files, of which one is written to while the other is emptied. A record that was written
 * completely is found again whatever happens to the process; half a record at the end was never acknowledged, and is cut
 * off. Thread-safe.
 *
 * <p>A file begins with a magic number and its journal's identity, 24 bytes. A record is its content's length (4 bytes),
 * a checksum of number and content (4), the number (8) and the content; all of it big-endian.
 */
final class JournalFile implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JournalFile.class);

    private static final long MAGIC = 0x436f746572696531L;
    private static final int HEADER_BYTES = 24;
    private static final int RECORD_HEADER_BYTES = 16;

    /** A file that is longer is followed by the other one, once that is empty. */
    private static final long LONG_BYTES = 8 * 1024 * 1024;

    private final boolean synced;
    private Segment active;
    private Segment other;

    /** A record's number and content. */
    record Record(long number, byte[] content) {}

    /**
     * Opens a journal, or makes it. Files of another journal's with something in them are put aside.
     *
     * @param path the files' common beginning
     * @param synced whether a record has to be on the disk before {@link #append} returns
     */
    JournalFile(Path path, UUID identity, boolean synced) throws IOException {
        this.synced = synced;
        active = Segment.open(path.resolveSibling(path.getFileName() + ".journal-1"), identity);
        other = Segment.open(path.resolveSibling(path.getFileName() + ".journal-2"), identity);
        if (other.lastNumber > active.lastNumber) {
            swap();
        }
    }

    private void swap() {
        Segment longer = active;
        active = other;
        other = longer;
    }

    /** What was written and not forgotten, in the order of the numbers. */
    synchronized List<Record> read() throws IOException {
        List<Record> records = new ArrayList<>(active.read());
        records.addAll(other.read());
        records.sort(Comparator.comparingLong(Record::number));
        return records;
    }

    /** Adds a record; it is there completely, or not at all when this throws. */
    synchronized void append(Record added) throws IOException {
        if (active.end > LONG_BYTES && other.isEmpty()) {
            swap();
        }
        active.append(added, synced);
    }

    /** The records up to this number are not needed any more. */
    synchronized void forget(long number) throws IOException {
        other.forget(number);
        active.forget(number);
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            active.channel.close();
        } finally {
            other.channel.close();
        }
    }

    /** One of the two files. */
    private static final class Segment {

        private final FileChannel channel;
        private long end = HEADER_BYTES;
        private long lastNumber;

        /** Whether something may be behind the end. */
        private boolean torn;

        private Segment(FileChannel channel) {
            this.channel = channel;
        }

        static Segment open(Path file, UUID identity) throws IOException {
            ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                    .putLong(MAGIC)
                    .putLong(identity.getMostSignificantBits())
                    .putLong(identity.getLeastSignificantBits())
                    .flip();
            if (Files.exists(file) && !begins(file, header)) {
                putAside(file);
            }
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Segment segment = new Segment(channel);
            if (channel.size() < HEADER_BYTES) {
                write(channel, header, 0);
            }
            segment.read();
            channel.truncate(segment.end);
            return segment;
        }

        private static boolean begins(Path file, ByteBuffer header) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                ByteBuffer found = ByteBuffer.allocate(HEADER_BYTES);
                readFully(channel, found, 0);
                return found.flip().equals(header);
            }
        }

        private static void putAside(Path file) throws IOException {
            if (Files.size(file) <= HEADER_BYTES) {
                Files.delete(file);
                return;
            }
            Path aside = file.resolveSibling(file.getFileName() + ".other");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            log.warn("The journal {} belongs to another database; it is {} now", file, aside.getFileName());
        }

        boolean isEmpty() {
            return end == HEADER_BYTES;
        }

        /** Finds the end as well. */
        List<Record> read() throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - HEADER_BYTES));
            readFully(channel, bytes, HEADER_BYTES);
            bytes.flip();
            List<Record> records = new ArrayList<>();
            while (bytes.remaining() >= RECORD_HEADER_BYTES) {
                int length = bytes.getInt();
                int checksum = bytes.getInt();
                long number = bytes.getLong();
                if (length < 0 || length > bytes.remaining()) {
                    break;
                }
                byte[] content = new byte[length];
                bytes.get(content);
                if (checksum != checksum(number, content)) {
                    break;
                }
                records.add(new Record(number, content));
                lastNumber = number;
                end = HEADER_BYTES + (long) bytes.position();
            }
            return records;
        }

        void append(Record added, boolean synced) throws IOException {
            byte[] content = added.content();
            ByteBuffer bytes = ByteBuffer.allocate(RECORD_HEADER_BYTES + content.length)
                    .putInt(content.length)
                    .putInt(checksum(added.number(), content))
                    .putLong(added.number())
                    .put(content)
                    .flip();
            int length = bytes.remaining();
            mend();
            torn = true;
            write(channel, bytes, end);
            if (synced) {
                channel.force(false);
            }
            torn = false;
            end += length;
            lastNumber = added.number();
        }

        /** Nothing that failed may be found again. */
        private void mend() throws IOException {
            if (torn) {
                channel.truncate(end);
                torn = false;
            }
        }

        void forget(long number) throws IOException {
            if (!isEmpty() && lastNumber <= number) {
                end = HEADER_BYTES;
                torn = true;
                mend();
            }
        }

        private static int checksum(long number, byte[] content) {
            CRC32C checksum = new CRC32C();
            checksum.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
            checksum.update(content);
            return (int) checksum.getValue();
        }

        private static void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
            long at = position;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        }

        private static void readFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
            long at = position;
            for (int count = 0; count >= 0 && bytes.hasRemaining(); at += Math.max(count, 0)) {
                count = channel.read(bytes, at);
            }
        }
    }
}
