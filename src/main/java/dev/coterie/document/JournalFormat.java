package dev.coterie.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries as a stream of bytes: a tag that says of what form an entry is and so how it is written, document, position,
 * next position, time in seconds and nanoseconds, author and payload, each of the two after its length. Stateless.
 */
final class JournalFormat {

    private static final int OPERATION = 1;
    private static final int BYTES = 2;

    private JournalFormat() {}

    static byte[] encode(List<LogRow> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(rows.size() * 256);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            for (LogRow row : rows) {
                write(row, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(LogRow row, DataOutputStream out) throws IOException {
        LogEntry entry = row.entry();
        out.writeByte(row.form() == LogForm.OPERATIONS ? OPERATION : BYTES);
        out.writeLong(row.document().number());
        out.writeLong(entry.position());
        out.writeLong(entry.next());
        out.writeLong(entry.at().getEpochSecond());
        out.writeInt(entry.at().getNano());
        write(entry.author().getBytes(StandardCharsets.UTF_8), out);
        write(entry.payload(), out);
    }

    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** @throws DamagedDocumentException when the bytes are not what {@link #encode} makes */
    static List<LogRow> decode(byte[] bytes) {
        List<LogRow> rows = new ArrayList<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            while (in.available() > 0) {
                rows.add(read(in));
            }
        } catch (IOException | DateTimeException | ArithmeticException e) {
            throw damaged();
        }
        return rows;
    }

    private static LogRow read(DataInputStream in) throws IOException {
        int tag = in.readUnsignedByte();
        if (tag != OPERATION && tag != BYTES) {
            throw damaged();
        }
        DocumentId document = new DocumentId(in.readLong());
        long position = in.readLong();
        long next = in.readLong();
        Instant at = Instant.ofEpochSecond(in.readLong(), in.readInt());
        String author = new String(readBytes(in), StandardCharsets.UTF_8);
        return new LogRow(
                document,
                tag == OPERATION ? LogForm.OPERATIONS : LogForm.BYTES,
                new LogEntry(position, next, at, author, readBytes(in)));
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new EOFException();
        }
        return in.readNBytes(length);
    }

    private static DamagedDocumentException damaged() {
        return new DamagedDocumentException("The journal of the database is damaged, and the last entries with it");
    }
}
