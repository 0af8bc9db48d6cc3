package dev.coterie.zwibbler.session;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.coterie.CoterieApplication;
import dev.coterie.zwibbler.Boards;
import dev.coterie.zwibbler.wire.Init;
import dev.coterie.zwibbler.wire.ProtocolVersion;

import static org.assertj.core.api.Assertions.assertThat;

/** What only shows on a real server: what it holds for clients that read slowly. */
@SpringBootTest(
        classes = CoterieApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "coterie.zwibbler.access=open",
            "coterie.data-dir=target/board-socket-data",
            "coterie.jwt.key-file=target/board-socket-key",
            "coterie.admin.username=root",
            "coterie.admin.password=correct horse battery"
        })
class BoardSocketIntegrationTests {

    private static final int BOARD_BYTES = 100_000_000;
    private static final int CLIENTS = 5;
    private static final long MAX_GROWTH_BYTES = 40_000_000;

    @LocalServerPort
    private int port;

    private final Boards boards;

    @Autowired
    BoardSocketIntegrationTests(Boards boards) {
        this.boards = boards;
    }

    @Test
    void aLongBoardIsNeverHeldForItsReaders() throws Exception {
        boards.delete("long", "").toCompletableFuture().join();
        boards.create("long", new byte[BOARD_BYTES], List.of())
                .toCompletableFuture()
                .join();
        long before = liveBytes();
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            readers.add(open("long"));
        }
        for (Reader reader : readers) {
            Awaitility.await().until(() -> reader.bytes.get() > 200_000);
        }
        long growth = liveBytes() - before;
        assertThat(growth).as("while nobody reads on").isLessThan(MAX_GROWTH_BYTES);
        readers.forEach(reader -> reader.socket().request(Long.MAX_VALUE));
        for (Reader reader : readers) {
            assertThat(reader.complete.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(reader.bytes.get()).isEqualTo(BOARD_BYTES);
            reader.socket().abort();
        }
    }

    private Reader open(String board) {
        Reader reader = new Reader();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://localhost:" + port + "/socket"), reader)
                .join();
        reader.socket = socket;
        Init init = new Init(ProtocolVersion.TWO, 0, 1, 0, board, new byte[0]);
        socket.sendBinary(ByteBuffer.wrap(init.encode()), true).join();
        socket.request(50);
        return reader;
    }

    private static long liveBytes() {
        long[] samples = new long[3];
        for (int i = 0; i < samples.length; i++) {
            System.gc();
            samples[i] =
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
        return Arrays.stream(samples).min().orElseThrow();
    }

    /** Counts the data of the first append. */
    private static final class Reader implements WebSocket.Listener {

        private final AtomicLong bytes = new AtomicLong();
        private final CountDownLatch complete = new CountDownLatch(1);
        private @Nullable WebSocket socket;
        private boolean inFrame;
        private boolean first = true;
        private boolean more;

        WebSocket socket() {
            WebSocket opened = socket;
            if (opened == null) {
                throw new IllegalStateException("not open");
            }
            return opened;
        }

        @Override
        public void onOpen(WebSocket opened) {
            // the test says how much it wants
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket opened, ByteBuffer part, boolean last) {
            int header = 0;
            if (!inFrame) {
                more = part.get(1) != 0;
                header = first ? 10 : 2;
                first = false;
            }
            inFrame = !last;
            bytes.addAndGet(part.remaining() - header);
            if (last && !more) {
                complete.countDown();
            }
            return null;
        }
    }
}
