package dev.coterie.zwibbler.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What every suite has: the server's port, names that nobody has used, and clients that go at the end of a test. */
abstract class BoardServer {

    private static final AtomicInteger SERIAL = new AtomicInteger();

    @LocalServerPort
    private int port;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void everybodyLeaves() throws Exception {
        for (AutoCloseable client : open) {
            client.close();
        }
    }

    int port() {
        return port;
    }

    Management management() {
        return new Management(port);
    }

    /** A name that no other test uses. */
    static String fresh() {
        return "board-" + SERIAL.incrementAndGet();
    }

    RawSocket socket() {
        return keep(RawSocket.open(port));
    }

    /** Sends an init and expects nothing yet. */
    BoardClient connect(Wire.Init init) {
        return keep(BoardClient.connect(port, init));
    }

    BoardClient join(Wire.Init init) {
        return keep(BoardClient.join(port, init));
    }

    BoardClient join(String board) {
        return join(Wire.Init.of(2, board));
    }

    /** Makes a board with these bytes, without a client on it. */
    String boardWith(byte[] contents) {
        String board = fresh();
        Management.Answer answer = management().create(board, contents);
        if (answer.status() != 200) {
            throw new AssertionError(answer.toString());
        }
        return board;
    }

    String boardWith(String contents) {
        return boardWith(Wire.utf8(contents));
    }

    <T extends AutoCloseable> T keep(T client) {
        open.add(client);
        return client;
    }
}
