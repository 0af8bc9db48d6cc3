package dev.coterie.document;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A disk for H2 that remembers each write and each sync, and can tell what a power cut would have left of its file at
 * any moment: everything up to the last sync, and of the later writes any. Thread-safe.
 */
public final class RecordingDisk extends FilePathWrapper {

    static final String SCHEME = "recording";

    private static final int PAGE_BYTES = 4_096;
    private static final List<Operation> OPERATIONS = new ArrayList<>();

    /** Forgets everything; from now on paths may begin with the scheme. */
    static void start() {
        synchronized (OPERATIONS) {
            OPERATIONS.clear();
        }
        FilePath.register(new RecordingDisk());
    }

    /** How many operations there were until now. */
    static int moment() {
        synchronized (OPERATIONS) {
            return OPERATIONS.size();
        }
    }

    /** Writes the file as a power cut at that moment may leave it, and says at which moment it was last synced. */
    static int cut(int moment, Path file, Random random) {
        List<Operation> operations;
        synchronized (OPERATIONS) {
            operations = List.copyOf(OPERATIONS.subList(0, moment));
        }
        int synced = moment;
        while (synced > 0 && !operations.get(synced - 1).isSync()) {
            synced--;
        }
        try (RandomAccessFile left = new RandomAccessFile(file.toFile(), "rw")) {
            left.setLength(0);
            for (Operation operation : operations.subList(0, synced)) {
                operation.apply(left);
            }
            for (Operation operation : operations.subList(synced, moment)) {
                for (Operation page : operation.pages()) {
                    if (random.nextBoolean()) {
                        page.apply(left);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return synced;
    }

    private static void note(Operation operation) {
        synchronized (OPERATIONS) {
            OPERATIONS.add(operation);
        }
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new RecordingChannel(getBase().open(mode));
    }

    /**
     * A write, unless the bytes are empty: a truncation to the position, or a sync if that is negative.
     */
    private record Operation(long position, byte[] bytes) {

        boolean isSync() {
            return position < 0;
        }

        void apply(RandomAccessFile file) throws IOException {
            if (bytes.length > 0) {
                file.seek(position);
                file.write(bytes);
            } else if (!isSync() && position < file.length()) {
                file.setLength(position);
            }
        }

        /** What the disk may do in any order, or not at all. */
        List<Operation> pages() {
            List<Operation> pages = new ArrayList<>();
            for (int start = 0; start < bytes.length; start += PAGE_BYTES) {
                byte[] page = Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + PAGE_BYTES));
                pages.add(new Operation(position + start, page));
            }
            return bytes.length == 0 ? List.of(this) : pages;
        }
    }

    private static final class RecordingChannel extends FileBaseDefault {

        private final FileChannel base;

        RecordingChannel(FileChannel base) {
            this.base = base;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return base.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            byte[] bytes = new byte[source.remaining()];
            source.duplicate().get(bytes);
            if (bytes.length > 0) {
                note(new Operation(position, bytes));
            }
            return base.write(source, position);
        }

        @Override
        public long size() throws IOException {
            return base.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            note(new Operation(size, new byte[0]));
            base.truncate(size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            note(new Operation(-1, new byte[0]));
            base.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return base.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            base.close();
        }
    }
}
