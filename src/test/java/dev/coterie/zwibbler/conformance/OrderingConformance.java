package dev.coterie.zwibbler.conformance;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a client receives is one unbroken sequence, whatever the others do (section 4.3). */
abstract class OrderingConformance extends BoardServer {

    private static final int PATIENCE_SECONDS = 120;
    private static final String DONE = "done:";
    private static final AtomicInteger SERIAL = new AtomicInteger();
    private static final long SEED = Long.getLong("coterie.test.seed", System.nanoTime());

    /** Everything that a client has seen of a board, as it came. */
    private static final class Copy {

        private final long start;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Copy(long start) {
            this.start = start;
        }

        long end() {
            return start + bytes.size();
        }

        void add(Received.Append append) {
            assertThat(append.offset()).as("begins where the one before ended").isEqualTo(end());
            bytes.writeBytes(append.data());
        }

        void addOwn(byte[] data) {
            bytes.writeBytes(data);
        }
    }

    /** A client that appends, and retries at once at the offset of a refusal, without waiting for anything. */
    private Copy write(String board, int writer, int appends, int version) {
        SplittableRandom random = new SplittableRandom(SEED + writer);
        try (BoardClient client = BoardClient.connect(port(), Wire.Init.of(version, board))) {
            Copy copy = new Copy(0);
            copy.add(client.expectAppend());
            for (int i = 0; i < appends; i++) {
                byte[] data = Wire.utf8("<" + writer + "." + i + "-".repeat(random.nextInt(60)) + ">");
                long offset = copy.end();
                client.append(offset, data);
                boolean stored = false;
                while (!stored) {
                    Received received = client.receive();
                    if (received.type() != Received.APPEND_ANSWER) {
                        copy.add(received.append());
                        continue;
                    }
                    Received.Answer answer = received.answer();
                    stored = answer.status() == 1;
                    if (stored) {
                        copy.addOwn(data);
                        assertThat(answer.length()).as("length in the answer").isEqualTo(copy.end());
                    } else {
                        assertThat(answer.status()).isZero();
                        assertThat(answer.length())
                                .as("what was missed came first")
                                .isEqualTo(copy.end());
                        client.append(answer.length(), data);
                    }
                }
            }
            return finish(client, copy);
        }
    }

    /** Says that it has done its part, and reads until the board is deleted. */
    private Copy finish(BoardClient client, Copy copy) {
        client.setKey(1, Wire.SESSION_KEY, 0, 0, DONE + SERIAL.incrementAndGet(), "");
        Received received = client.receive();
        while (received.type() != Received.ERROR) {
            if (received.type() != Received.KEYS) {
                copy.add(received.append());
            }
            received = client.receive();
        }
        return copy;
    }

    /** Joins at a random offset, reads a while, leaves, and comes again; the last one stays to the end. */
    private List<Copy> joinAgainAndAgain(String board, int reader, AtomicBoolean last) {
        SplittableRandom random = new SplittableRandom(SEED - reader);
        List<Copy> copies = new ArrayList<>();
        long known = 0;
        while (true) {
            boolean stay = last.get();
            long offset = random.nextInt(3) == 0 ? known : random.nextLong(known + 1);
            int version = 2 + random.nextInt(2);
            long maximum = random.nextBoolean() ? 0 : 16 + random.nextInt(500);
            try (BoardClient client = BoardClient.connect(
                    port(), Wire.Init.of(version, board).offset(offset).maximum(maximum))) {
                Copy copy = new Copy(offset);
                copies.add(copy);
                copy.add(client.expectAppend());
                for (int i = random.nextInt(40); i > 0 && !stay && !last.get(); i--) {
                    Received received = client.receive();
                    if (received.type() == Received.APPEND_2 || received.type() == Received.APPEND_3) {
                        copy.add(received.append());
                    } else if (received.type() == Received.ERROR) {
                        return copies;
                    }
                }
                if (stay) {
                    finish(client, copy);
                    return copies;
                }
                known = copy.end();
            }
        }
    }

    @Test
    void everybodyGetsOneUnbrokenSequence() throws Exception {
        String board = fresh();
        join(board).close();
        int writers = 6;
        int readers = 4;
        int appends = 150;
        AtomicBoolean last = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Copy>> written = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int writer = i;
                written.add(threads.submit(() -> write(board, writer, appends, 2 + writer % 2)));
            }
            List<Future<List<Copy>>> read = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                int reader = i;
                read.add(threads.submit(() -> joinAgainAndAgain(board, reader + 1, last)));
            }
            byte[] contents = awaitAll(board, writers * appends, writers + readers, last);
            management().delete(board);
            for (Future<Copy> copy : written) {
                verify(copy.get(PATIENCE_SECONDS, TimeUnit.SECONDS), contents, true);
            }
            for (Future<List<Copy>> copies : read) {
                List<Copy> all = copies.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                for (int i = 0; i < all.size(); i++) {
                    verify(all.get(i), contents, i == all.size() - 1);
                }
            }
        } catch (Exception | AssertionError e) {
            throw new AssertionError("seed " + SEED, e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Watches until every append is there, then lets the readers come for the last time, and waits for all. */
    private byte[] awaitAll(String board, int appends, int clients, AtomicBoolean last) {
        BoardClient watcher = keep(BoardClient.connect(port(), Wire.Init.of(2, board)));
        Copy copy = new Copy(0);
        copy.add(watcher.expectAppend());
        Set<String> done = new HashSet<>();
        while (count(copy.bytes.toByteArray()) < appends) {
            take(watcher.receive(), copy, done);
        }
        last.set(true);
        // A reader that waits for an append which never comes gets this, and sees that it is the end.
        watcher.setKey(9, Wire.SESSION_KEY, 0, 0, "end", "");
        while (done.size() < clients) {
            take(watcher.receive(), copy, done);
        }
        return copy.bytes.toByteArray();
    }

    private static void take(Received received, Copy copy, Set<String> done) {
        if (received.type() == Received.KEYS) {
            received.keys().stream()
                    .map(Received.Key::name)
                    .filter(name -> name.startsWith(DONE))
                    .forEach(done::add);
        } else {
            copy.add(received.append());
        }
    }

    private static int count(byte[] bytes) {
        int count = 0;
        for (byte b : bytes) {
            count += b == '>' ? 1 : 0;
        }
        return count;
    }

    private static void verify(Copy copy, byte[] contents, boolean toTheEnd) {
        byte[] seen = copy.bytes.toByteArray();
        byte[] expected =
                Arrays.copyOfRange(contents, (int) copy.start, (int) (toTheEnd ? contents.length : copy.end()));
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void anAppendBetweenReadingAndRegisteringIsNotLost() throws Exception {
        String board = boardWith("x");
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Long> writing = threads.submit(() -> {
                try (BoardClient writer = BoardClient.join(port(), Wire.Init.of(2, board))) {
                    long length = 1;
                    while (!stop.get()) {
                        length = writer.store(length, "x");
                    }
                    return length;
                }
            });
            for (int i = 0; i < 150; i++) {
                try (BoardClient joiner = BoardClient.connect(port(), Wire.Init.of(2, board))) {
                    Copy copy = new Copy(0);
                    for (int appends = 0; appends < 4; appends++) {
                        copy.add(joiner.expectAppend());
                    }
                }
            }
            stop.set(true);
            assertThat(writing.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isGreaterThan(1);
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
    }
}
