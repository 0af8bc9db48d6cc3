package dev.coterie.socket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class OutboundTests {

    private static final int MAX_FRAMES = 10;
    private static final int MAX_BYTES = 1000;

    private final SocketThreads threads = new SocketThreads();
    private final FakeRemote remote = new FakeRemote();

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void framesAreWrittenInOrderOneAtATime() {
        Outbound outbound = outbound(Duration.ofSeconds(5));
        for (int frame = 0; frame < 5; frame++) {
            outbound.send(frame(frame));
        }
        assertThat(remote.written).containsExactly(0);
        for (int frame = 1; frame < 5; frame++) {
            remote.finish();
            assertThat(remote.written).hasSize(frame + 1);
        }
        assertThat(remote.written).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aRemoteThatIsDoneAtOnceDoesNotNest() {
        remote.immediate = true;
        Outbound outbound = outbound(Duration.ofSeconds(5));
        for (int frame = 0; frame < 100_000; frame++) {
            outbound.send(frame(frame & 127));
        }
        assertThat(remote.written).hasSize(100_000);
        assertThat(remote.deepest).isEqualTo(1);
    }

    @Test
    void aFullQueueOfFramesClosesAndIsFreed() throws Exception {
        Outbound outbound = outbound(Duration.ofSeconds(5));
        for (int frame = 0; frame <= MAX_FRAMES; frame++) {
            outbound.send(frame(frame));
        }
        assertThat(outbound.queued()).isEqualTo(MAX_FRAMES);
        outbound.send(frame(99));

        assertThat(remote.closed()).isEqualTo(CloseCode.TRY_AGAIN_LATER.number());
        assertThat(outbound.queued()).isZero();
        remote.finish();
        assertThat(remote.written).containsExactly(0);
    }

    @Test
    void aFullQueueOfBytesCloses() throws Exception {
        Outbound outbound = outbound(Duration.ofSeconds(5));
        outbound.send(new byte[MAX_BYTES * 10]);
        outbound.send(new byte[MAX_BYTES * 10]);
        assertThat(outbound.queued()).as("a single frame may be larger").isOne();
        outbound.send(new byte[1]);

        assertThat(remote.closed()).isEqualTo(CloseCode.TRY_AGAIN_LATER.number());
    }

    @Test
    void aCloseWaitsForWhatIsQueued() throws Exception {
        Outbound outbound = outbound(Duration.ofSeconds(30));
        outbound.send(frame(1));
        outbound.send(frame(2));
        outbound.close(1000, "done");
        outbound.send(frame(3));

        assertThat(remote.closes).isEmpty();
        remote.finish();
        assertThat(remote.closes).isEmpty();
        remote.finish();

        assertThat(remote.closed()).isEqualTo(1000);
        assertThat(remote.written).containsExactly(1, 2);
    }

    @Test
    void aCloseDoesNotWaitForAClientThatNeverReads() throws Exception {
        Outbound outbound = outbound(Duration.ofMillis(50));
        outbound.send(frame(1));
        outbound.send(frame(2));
        outbound.close(1000, "done");

        assertThat(remote.closed()).isEqualTo(CloseCode.TRY_AGAIN_LATER.number());
        assertThat(outbound.queued()).isZero();
    }

    @Test
    void aFailedWriteClosesOnce() throws Exception {
        Outbound outbound = outbound(Duration.ofSeconds(5));
        outbound.send(frame(1));
        outbound.send(frame(2));
        remote.fail();
        outbound.close(1000, "done");

        assertThat(remote.closed()).isEqualTo(CloseCode.SERVER_ERROR.number());
        assertThat(remote.closes).isEmpty();
        assertThat(remote.written).containsExactly(1);
    }

    @Test
    void manyWritersLoseNothingAndKeepTheirOrders() throws Exception {
        remote.immediate = true;
        Outbound outbound = new Outbound(remote, limits(Duration.ofSeconds(5), Integer.MAX_VALUE), threads);
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            int number = writer;
            writers.add(new Thread(() -> {
                for (int frame = 0; frame < 10_000; frame++) {
                    outbound.send(new byte[] {(byte) number, (byte) (frame >> 8), (byte) frame});
                }
            }));
        }
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(remote.frames).hasSize(40_000);
        int[] next = new int[4];
        for (byte[] frame : remote.frames) {
            int index = (frame[1] & 255) << 8 | frame[2] & 255;
            assertThat(index).isEqualTo(next[frame[0]]++);
        }
    }

    private Outbound outbound(Duration closeTimeout) {
        return new Outbound(remote, limits(closeTimeout, MAX_FRAMES), threads);
    }

    private static SocketProperties limits(Duration closeTimeout, int maxFrames) {
        return new SocketProperties(
                maxFrames,
                DataSize.ofBytes(maxFrames == MAX_FRAMES ? MAX_BYTES : Long.MAX_VALUE),
                Duration.ofSeconds(20),
                closeTimeout,
                1,
                1,
                DataSize.ofBytes(1),
                DataSize.ofBytes(1),
                1);
    }

    private static byte[] frame(int content) {
        return new byte[] {(byte) content};
    }

    /** Remembers what is written, and finishes writes when told. */
    @Test
    void whoWaitsIsToldOnceEvenIfNothingIsWritten() throws Exception {
        Outbound outbound = outbound(Duration.ofSeconds(5));
        List<String> told = new ArrayList<>();
        outbound.send(frame(1), () -> told.add("first"));
        outbound.send(frame(2), () -> told.add("second"));
        assertThat(told).isEmpty();
        remote.finish();
        assertThat(told).containsExactly("first");
        outbound.send(frame(3), () -> told.add("third"));
        outbound.abort(CloseCode.NORMAL, "");
        assertThat(told).containsExactly("first", "third");
        outbound.send(frame(4), () -> told.add("fourth"));
        remote.fail();
        assertThat(told).containsExactly("first", "third", "fourth", "second");
    }

    @Test
    void readingPausesAndResumesOnce() {
        Outbound outbound = outbound(Duration.ofSeconds(5));
        outbound.resume();
        outbound.pause();
        outbound.pause();
        assertThat(remote.paused).isTrue();
        outbound.resume();
        outbound.resume();
        assertThat(remote.paused).isFalse();
        outbound.gone();
        outbound.pause();
        assertThat(remote.paused).isFalse();
    }

    private static final class FakeRemote implements Remote {

        private final List<Integer> written = new ArrayList<>();
        private final List<byte[]> frames = new ArrayList<>();
        private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
        private boolean immediate;
        private boolean paused;
        private int depth;
        private int deepest;
        private @Nullable Consumer<@Nullable Throwable> done;

        @Override
        public void send(byte[] frame, Consumer<@Nullable Throwable> whenDone) {
            written.add((int) frame[0]);
            frames.add(frame);
            deepest = Math.max(deepest, ++depth);
            if (immediate) {
                whenDone.accept(null);
            } else {
                assertThat(done).as("one at a time").isNull();
                done = whenDone;
            }
            depth--;
        }

        @Override
        public void pause() {
            assertThat(paused).isFalse();
            paused = true;
        }

        @Override
        public void resume() {
            assertThat(paused).isTrue();
            paused = false;
        }

        @Override
        public void close(int code, String reason) {
            closes.add(code);
        }

        int closed() throws InterruptedException {
            Integer code = closes.poll(10, TimeUnit.SECONDS);
            return code == null ? -1 : code;
        }

        void finish() {
            take().accept(null);
        }

        void fail() {
            take().accept(new IllegalStateException("broken"));
        }

        private Consumer<@Nullable Throwable> take() {
            Consumer<@Nullable Throwable> taken = done;
            done = null;
            assertThat(taken).isNotNull();
            return java.util.Objects.requireNonNull(taken);
        }
    }
}
