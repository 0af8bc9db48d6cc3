package dev.coterie.zwibbler.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A client in a session, as a test needs it: says what it sends, expects what comes. For one test. */
final class BoardClient implements AutoCloseable {

    private static final int STORED = 1;
    private static final int WRONG_OFFSET = 0;
    private static final int NOT_ALLOWED = 2;
    private static final String MARKER = "marker";

    private final RawSocket socket;
    private final int version;

    BoardClient(RawSocket socket, int version) {
        this.socket = socket;
        this.version = version;
    }

    /** Sends the init message and returns before the answer. */
    static BoardClient connect(int port, Wire.Init init) {
        RawSocket socket = RawSocket.open(port);
        socket.send(init.bytes());
        return new BoardClient(socket, init.version());
    }

    /** Opens a board and takes the first append. */
    static BoardClient join(int port, Wire.Init init) {
        BoardClient client = connect(port, init);
        client.expectAppend();
        return client;
    }

    RawSocket socket() {
        return socket;
    }

    Received receive() {
        return socket.receive();
    }

    void send(byte[] message) {
        socket.send(message);
    }

    void append(long offset, String data) {
        send(Wire.append(version, offset, data));
    }

    void append(long offset, byte[] data) {
        send(Wire.append(version, offset, data));
    }

    /** Appends and takes the acknowledgement, which must come next; returns the new length. */
    long store(long offset, String data) {
        append(offset, data);
        long length = offset + Wire.utf8(data).length;
        expectStored(length);
        return length;
    }

    void broadcast(String data) {
        send(Wire.broadcast(Wire.utf8(data)));
    }

    void setKey(int request, int lifetime, int oldVersion, int newVersion, String name, String value) {
        send(Wire.setKey(request, lifetime, oldVersion, newVersion, name, Wire.utf8(value)));
    }

    /** Sets a session key and takes the answer, which must come next. */
    void storeKey(int oldVersion, int newVersion, String name, String value) {
        setKey(77, Wire.SESSION_KEY, oldVersion, newVersion, name, value);
        expectKeyAnswer(1, 77);
    }

    /** The same with a client key. */
    void holdKey(int oldVersion, int newVersion, String name, String value) {
        setKey(78, Wire.CLIENT_KEY, oldVersion, newVersion, name, value);
        expectKeyAnswer(1, 78);
    }

    Received.Append expectAppend() {
        Received.Append append = receive().append();
        assertThat(append.form()).as("form of the append").isEqualTo(version);
        return append;
    }

    void expectAppend(long offset, String data) {
        Received.Append append = expectAppend();
        assertThat(append.text()).isEqualTo(data);
        assertThat(append.offset()).isEqualTo(offset);
    }

    void expectStored(long length) {
        assertThat(receive().answer()).isEqualTo(new Received.Answer(STORED, length));
    }

    void expectWrongOffset(long length) {
        assertThat(receive().answer()).isEqualTo(new Received.Answer(WRONG_OFFSET, length));
    }

    void expectNotAllowed(long length) {
        assertThat(receive().answer()).isEqualTo(new Received.Answer(NOT_ALLOWED, length));
    }

    void expectBroadcast(String data) {
        assertThat(receive().broadcast()).isEqualTo(Wire.utf8(data));
    }

    void expectKeyAnswer(int status, int request) {
        assertThat(receive().keyAnswer()).isEqualTo(new Received.KeyAnswer(status, request));
    }

    /** Waits for key information until each of these has come; others must not come, but older states of these may. */
    void expectKeys(Received.Key... expected) {
        List<Received.Key> missing = new ArrayList<>(Arrays.asList(expected));
        List<String> names = missing.stream().map(Received.Key::name).toList();
        while (!missing.isEmpty()) {
            List<Received.Key> keys = receive().keys();
            assertThat(keys).extracting(Received.Key::name).isSubsetOf(names);
            missing.removeAll(keys);
        }
    }

    void expectError(int code, String text) {
        assertThat(receive().error()).isEqualTo(new Received.ErrorMessage(code, text));
    }

    void expectErrorAndEnd(int code, String text) {
        expectError(code, text);
        expectClosed();
    }

    int expectClosed() {
        return socket.expectClosed();
    }

    /** What another client sends last: everything that it did before has come, or will never come. */
    void mark() {
        broadcast(MARKER);
    }

    void expectMark() {
        expectBroadcast(MARKER);
    }

    /** Fails unless the session is alive and nothing is waiting: it sends a wrong append and takes the answer. */
    void expectNothing(long length) {
        append(length + 1_000, "nothing");
        expectWrongOffset(length);
    }

    @Override
    public void close() {
        socket.close();
    }
}
