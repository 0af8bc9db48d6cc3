package dev.coterie.zwibbler.conformance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A web socket of which every frame is in the hands of the test (RFC 6455): a thread reads, the test writes and takes
 * what came. For one test, which may use several threads for writing.
 */
final class RawSocket implements AutoCloseable {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** The connection ended without a close frame. */
    static final int NO_GOODBYE = -1;

    private static final int PATIENCE_SECONDS = 20;
    private static final int COMPRESSED = 0x40;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final List<String> answer;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Inflater inflater = new Inflater(true);
    private final Object reading = new Object();
    private boolean paused;

    /** What came, in order. */
    sealed interface Event {

        record Message(byte[] bytes) implements Event {}

        record Pong(byte[] bytes) implements Event {}

        record Closed(int code) implements Event {}
    }

    /** Opens {@code /socket} and reads. */
    static RawSocket open(int port) {
        return open(port, "/socket");
    }

    static RawSocket open(int port, String path, String... headers) {
        RawSocket socket = handshake(port, path, "websocket", headers);
        assertThat(socket.statusLine()).startsWith("HTTP/1.1 101");
        return socket;
    }

    /** @param upgrade the word in the header of that name */
    static RawSocket handshake(int port, String path, String upgrade, String... headers) {
        try {
            return new RawSocket(port, path, upgrade, List.of(headers));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private RawSocket(int port, String path, String upgrade, List<String> headers) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        out = socket.getOutputStream();
        List<String> lines = new ArrayList<>(List.of(
                "GET " + path + " HTTP/1.1",
                "Host: localhost:" + port,
                "Upgrade: " + upgrade,
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13"));
        lines.addAll(headers);
        out.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        answer = readAnswer();
        if (statusLine().contains(" 101")) {
            socket.setSoTimeout(0);
            Thread reader = new Thread(this::read, "board-test-reader");
            reader.setDaemon(true);
            reader.start();
        }
    }

    private List<String> readAnswer() throws IOException {
        List<String> lines = new ArrayList<>();
        String line = readLine();
        while (!line.isEmpty()) {
            lines.add(line);
            line = readLine();
        }
        return lines;
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    String statusLine() {
        return answer.get(0);
    }

    /** A header of the handshake's answer; null when there is none. */
    @Nullable
    String header(String name) {
        String prefix = name.toLowerCase(java.util.Locale.ROOT) + ":";
        return answer.stream()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst()
                .orElse(null);
    }

    /** Sends a whole binary message. */
    void send(byte[] message) {
        frame(true, BINARY, message);
    }

    void send(List<byte[]> messages) {
        messages.forEach(this::send);
    }

    void frame(boolean last, int opcode, byte[] payload) {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) ((last ? 0x80 : 0) | opcode));
        if (payload.length < 126) {
            header.put((byte) (0x80 | payload.length));
        } else if (payload.length < 1 << 16) {
            header.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            header.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        byte[] mask = {0x11, 0x42, (byte) 0x93, 0x74};
        header.put(mask);
        byte[] frame = new byte[header.position() + payload.length];
        System.arraycopy(header.array(), 0, frame, 0, header.position());
        for (int i = 0; i < payload.length; i++) {
            frame[header.position() + i] = (byte) (payload[i] ^ mask[i & 3]);
        }
        try {
            synchronized (out) {
                out.write(frame);
            }
        } catch (IOException e) {
            // the server has closed: the reader tells
        }
    }

    /** Stops reading, so that the server's data piles up, or goes on. */
    void pause(boolean pause) {
        synchronized (reading) {
            paused = pause;
            reading.notifyAll();
        }
    }

    private void awaitPermission() throws InterruptedException {
        synchronized (reading) {
            while (paused) {
                reading.wait();
            }
        }
    }

    private void read() {
        int code = NO_GOODBYE;
        try {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            boolean compressed = false;
            while (true) {
                awaitPermission();
                int first = in.readUnsignedByte();
                byte[] payload = readPayload();
                int opcode = first & 0x0f;
                if (opcode == CLOSE) {
                    code = payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort();
                    frame(true, CLOSE, payload);
                } else if (opcode == PONG) {
                    events.add(new Event.Pong(payload));
                } else if (opcode == PING) {
                    frame(true, PONG, payload);
                } else {
                    compressed |= (first & COMPRESSED) != 0;
                    message.writeBytes(payload);
                    if ((first & 0x80) != 0) {
                        byte[] bytes = message.toByteArray();
                        events.add(new Event.Message(compressed ? inflate(bytes) : bytes));
                        message.reset();
                        compressed = false;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | DataFormatException e) {
            events.add(new Event.Closed(code));
        }
    }

    private byte[] readPayload() throws IOException {
        int second = in.readUnsignedByte();
        if ((second & 0x80) != 0) {
            throw new EOFException("masked by the server");
        }
        long length = second;
        if (second == 126) {
            length = in.readUnsignedShort();
        } else if (second == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        return payload;
    }

    private byte[] inflate(byte[] bytes) throws DataFormatException {
        inflater.setInput(Wire.concat(bytes, new byte[] {0, 0, (byte) 0xff, (byte) 0xff}));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        int count = inflater.inflate(buffer);
        while (count > 0) {
            out.write(buffer, 0, count);
            count = inflater.inflate(buffer);
        }
        return out.toByteArray();
    }

    /** What comes next, whatever it is. */
    Event next() {
        try {
            Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("nothing came within " + PATIENCE_SECONDS + " s");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The next web socket message. */
    byte[] nextMessage() {
        Event event = next();
        if (event instanceof Event.Message message) {
            return message.bytes();
        }
        throw new AssertionError("a message was expected, and this came: " + event);
    }

    /** The next message with its fragments put together. */
    Received receive() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        byte[] part = nextMessage();
        assertThat(part).as("a part").hasSizeGreaterThanOrEqualTo(2);
        whole.writeBytes(part);
        while (part[1] != 0) {
            part = nextMessage();
            assertThat(part[0] & 0xff).as("type of a further part").isEqualTo(Wire.CONTINUATION);
            whole.write(part, 2, part.length - 2);
        }
        byte[] bytes = whole.toByteArray();
        bytes[1] = 0;
        return new Received(bytes);
    }

    /** Fails unless the connection is closed, and nothing came before. Returns the code. */
    int expectClosed() {
        Event event = next();
        if (event instanceof Event.Closed closed) {
            return closed.code();
        }
        throw new AssertionError("the end was expected, and this came: "
                + (event instanceof Event.Message message ? new Received(message.bytes()) : event));
    }

    /** Ends without a word, as a lost connection does. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
