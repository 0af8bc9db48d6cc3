package dev.coterie.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One web socket of the load generator. What is sent while a read is being handled leaves in one write at its end.
 * Confined to the event loop.
 */
final class Connection {

    private static final int DEFAULT_PORT = 80;

    private final FrameListener listener;
    private final Upgrade upgrade;
    private final FrameReader reader = new FrameReader(this::message);
    private final FrameWriter writer;
    private final SocketChannel channel;
    private final SelectionKey key;
    private byte[] answer = {};
    private boolean upgraded;
    private boolean closed;
    private boolean reading;

    Connection(URI target, Selector selector, SplittableRandom random, FrameListener listener) throws IOException {
        this.listener = listener;
        this.upgrade = new Upgrade(target, random);
        this.writer = new FrameWriter(random);
        this.channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        int port = target.getPort() < 0 ? DEFAULT_PORT : target.getPort();
        channel.connect(new InetSocketAddress(target.getHost(), port));
        this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        writer.raw(upgrade.request());
    }

    boolean isOpen() {
        return upgraded && !closed;
    }

    /** Sends one binary message. */
    void send(byte[] message) {
        if (!isOpen()) {
            return;
        }
        writer.frame(FrameReader.BINARY, message);
        if (!reading) {
            flush();
        }
    }

    /** Says goodbye and closes. */
    void close(String reason) {
        if (isOpen()) {
            writer.frame(FrameReader.CLOSE, new byte[] {0x03, (byte) 0xe8});
            flush();
        }
        abort(reason);
    }

    /** Closes without a word. */
    void abort(String reason) {
        if (closed) {
            return;
        }
        closed = true;
        key.cancel();
        try {
            channel.close();
        } catch (IOException ignored) {
            // it is gone either way
        }
        listener.closed(this, reason);
    }

    /** The selector found something to do; {@code scratch} is shared by all connections. */
    void ready(ByteBuffer scratch) {
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ);
                flush();
            }
            if (key.isValid() && key.isWritable()) {
                flush();
            }
            if (key.isValid() && key.isReadable()) {
                read(scratch);
            }
        } catch (IOException | RuntimeException e) {
            abort(String.valueOf(e.getMessage() == null ? e : e.getMessage()));
        }
    }

    private void read(ByteBuffer scratch) throws IOException {
        scratch.clear();
        int count = channel.read(scratch);
        if (count < 0) {
            abort("closed by the server without a goodbye");
            return;
        }
        reading = true;
        try {
            if (upgraded) {
                reader.read(scratch.array(), 0, count);
            } else {
                readAnswer(scratch.array(), count);
            }
        } finally {
            reading = false;
        }
        flush();
    }

    private void readAnswer(byte[] data, int count) throws ProtocolException {
        int before = answer.length;
        answer = Arrays.copyOf(answer, before + count);
        System.arraycopy(data, 0, answer, before, count);
        int length = upgrade.answerLength(answer, answer.length);
        if (length == 0) {
            return;
        }
        byte[] all = answer;
        answer = new byte[0];
        upgraded = true;
        listener.opened(this);
        reader.read(all, length, all.length - length);
    }

    private void message(int opcode, byte[] data, int offset, int length) throws ProtocolException {
        switch (opcode) {
            case FrameReader.BINARY -> listener.binary(this, data, offset, length);
            case FrameReader.PING -> writer.frame(FrameReader.PONG, Arrays.copyOfRange(data, offset, offset + length));
            case FrameReader.PONG -> {}
            case FrameReader.CLOSE -> {
                int code = length < 2 ? 1005 : (data[offset] & 0xff) << 8 | data[offset + 1] & 0xff;
                close("closed by the server with code " + code);
            }
            default -> throw new ProtocolException("a frame with opcode " + opcode);
        }
    }

    private void flush() {
        if (closed || writer.isEmpty() || !channel.isConnected()) {
            return;
        }
        try {
            channel.write(writer.toWrite());
            writer.written();
            int interest = writer.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
            if (key.interestOps() != interest) {
                key.interestOps(interest);
            }
        } catch (IOException e) {
            abort("write failed: " + e.getMessage());
        }
    }
}
