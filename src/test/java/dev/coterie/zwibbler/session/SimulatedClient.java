package dev.coterie.zwibbler.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.jspecify.annotations.Nullable;

import dev.coterie.socket.Connection;
import dev.coterie.socket.ConnectionListener;
import dev.coterie.zwibbler.wire.Append;
import dev.coterie.zwibbler.wire.AppendAnswer;
import dev.coterie.zwibbler.wire.AppendOutcome;
import dev.coterie.zwibbler.wire.Broadcast;
import dev.coterie.zwibbler.wire.ClientMessage;
import dev.coterie.zwibbler.wire.ErrorMessage;
import dev.coterie.zwibbler.wire.Fragments;
import dev.coterie.zwibbler.wire.Init;
import dev.coterie.zwibbler.wire.Key;
import dev.coterie.zwibbler.wire.KeyInformation;
import dev.coterie.zwibbler.wire.Lifetime;
import dev.coterie.zwibbler.wire.MalformedMessageException;
import dev.coterie.zwibbler.wire.ProtocolVersion;
import dev.coterie.zwibbler.wire.Reassembler;
import dev.coterie.zwibbler.wire.ServerMessage;
import dev.coterie.zwibbler.wire.SetKey;
import dev.coterie.zwibbler.wire.SetKeyAnswer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that reads only when it is told to, and checks with each message that the appends it gets are one unbroken
 * sequence, that a refusal comes after all that it missed, and that broadcasts come in order. Used by the test's thread.
 */
final class SimulatedClient {

    final int number;
    private final BoardWorld world;
    private final String name;
    private final ProtocolVersion version;
    private final long maxFrame;
    private final ByteArrayOutputStream mirror = new ByteArrayOutputStream();
    private final Deque<byte[]> pending = new ArrayDeque<>();
    private final Map<Integer, Key> settingKeys = new HashMap<>();
    private final Map<Integer, Integer> lastBroadcasts = new HashMap<>();
    private final Reassembler none = new Reassembler(0);
    private Reassembler reassembler = none;
    private @Nullable Wire wire;
    private @Nullable ConnectionListener server;
    private boolean open;
    private boolean keysCame;
    private int connections;
    private int broadcasts;
    private int requests;

    /** What the client believes of the keys. */
    final Map<String, Key> keys = new TreeMap<>();

    final Deque<ErrorMessage> errors = new ArrayDeque<>();
    int refusals;
    int stored;

    SimulatedClient(BoardWorld world, int number, String name, ProtocolVersion version, long maxFrame) {
        this.world = world;
        this.number = number;
        this.name = name;
        this.version = version;
        this.maxFrame = maxFrame;
    }

    void connect(int mode, byte[] data) {
        Wire fresh = new Wire();
        wire = fresh;
        connections++;
        open = false;
        keysCame = false;
        keys.clear();
        pending.clear();
        settingKeys.clear();
        lastBroadcasts.clear();
        reassembler = new Reassembler(10_000_000);
        server = world.connect(fresh);
        say(new Init(version, maxFrame, mode, mirror.size(), name, data));
    }

    void drop() {
        if (server != null) {
            server.closed(1006);
        }
        server = null;
        wire = null;
    }

    boolean isConnected() {
        return wire != null && wire.closed == null;
    }

    /** The server has closed. */
    boolean isClosed() {
        return wire != null && wire.closed != null && wire.frames.isEmpty();
    }

    boolean isOpen() {
        return open && isConnected();
    }

    int pendingAppends() {
        return pending.size();
    }

    int pendingFrames() {
        return wire == null ? 0 : wire.frames.size();
    }

    byte[] bytes() {
        return mirror.toByteArray();
    }

    void append(byte[] data) {
        long offset =
                mirror.size() + pending.stream().mapToInt(bytes -> bytes.length).sum();
        pending.add(data);
        say(new Append(data.length % 2 == 0 ? ProtocolVersion.TWO : ProtocolVersion.THREE, offset, data));
    }

    /** What was said before the connection was lost may come back. */
    private int sender() {
        return number * 100_000 + connections;
    }

    void broadcast() {
        ByteBuffer data = ByteBuffer.allocate(8).putInt(sender()).putInt(++broadcasts);
        say(new Broadcast(data.array()));
    }

    void setKey(String key, Lifetime lifetime, byte[] value) {
        Key old = keys.get(key);
        long oldVersion = old == null || old.value().length == 0 ? 0 : old.version();
        int request = ++requests & 0xffff;
        settingKeys.put(request, new Key(key, oldVersion + 1, value));
        say(new SetKey(request, lifetime, oldVersion, oldVersion + 1, key, value));
    }

    void say(ClientMessage message) {
        ConnectionListener listener = server;
        if (listener != null) {
            Fragments.of(message.encode(), 300).forEach(listener::received);
        }
    }

    /** Takes a frame, if there is one. */
    boolean read() {
        Wire.Written written = wire == null ? null : wire.frames.poll();
        if (written == null) {
            return false;
        }
        written.whenWritten().run();
        assertThat(written.frame().length).isLessThanOrEqualTo((int)
                Math.min(Integer.MAX_VALUE, new Init(version, maxFrame, 0, 0, "", written.frame()).maxFrameBytes()));
        try {
            byte[] message = reassembler.add(written.frame());
            if (message != null) {
                hear(ServerMessage.decode(message));
            }
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
        return true;
    }

    private void hear(ServerMessage message) {
        if (message instanceof Append append) {
            assertThat(append.form()).isEqualTo(version);
            assertThat(append.offset())
                    .as("client %d: each append starts where the last one ended", number)
                    .isEqualTo(mirror.size());
            mirror.writeBytes(append.data());
            open = true;
        } else if (message instanceof ErrorMessage error) {
            errors.add(error);
        } else {
            assertThat(open).as("the first message is an append").isTrue();
            hearMore(message);
        }
    }

    private void hearMore(ServerMessage message) {
        if (message instanceof AppendAnswer answer) {
            answered(answer);
        } else if (message instanceof KeyInformation information) {
            keysCame = true;
            information.keys().forEach(key -> keys.put(key.name(), key));
        } else if (message instanceof SetKeyAnswer answer) {
            Key key = settingKeys.remove(answer.requestId());
            assertThat(key).isNotNull();
            if (answer.set() && key != null) {
                keys.put(key.name(), key);
            }
        } else if (message instanceof Broadcast broadcast) {
            ByteBuffer data = ByteBuffer.wrap(broadcast.data());
            int sender = data.getInt();
            int count = data.getInt();
            Integer last = lastBroadcasts.put(sender, count);
            assertThat(sender).as("nobody hears itself").isNotEqualTo(sender());
            assertThat(last == null || last < count).as("broadcasts in order").isTrue();
        } else {
            throw new AssertionError("unexpected " + message);
        }
    }

    private void answered(AppendAnswer answer) {
        byte[] data = pending.remove();
        if (answer.outcome() == AppendOutcome.STORED) {
            mirror.writeBytes(data);
            stored++;
        } else {
            refusals++;
        }
        assertThat(answer.length())
                .as("client %d has all that it missed", number)
                .isEqualTo(mirror.size());
    }

    boolean sawKeys() {
        return keysCame;
    }

    int closeCode() {
        Integer code = wire == null ? null : wire.closed;
        return code == null ? -1 : code;
    }

    boolean isPaused() {
        return wire != null && wire.paused;
    }

    /** What the server writes. Thread-safe. */
    static final class Wire implements Connection {

        private final BlockingQueue<Written> frames = new LinkedBlockingQueue<>();
        private volatile @Nullable Integer closed;
        private volatile boolean paused;

        boolean isClosed() {
            return closed != null;
        }

        @Override
        public void send(byte[] frame) {
            send(frame, () -> {});
        }

        @Override
        public void send(byte[] frame, Runnable whenWritten) {
            if (closed == null) {
                frames.add(new Written(frame, whenWritten));
            } else {
                whenWritten.run();
            }
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
        }

        @Override
        public void close(int code, String reason) {
            if (closed == null) {
                closed = code;
            }
        }

        @Override
        public void admit(long maxMessageBytes) {}

        @Override
        public String address() {
            return "192.0.2.1";
        }

        @Override
        public String userAgent() {
            return "browser";
        }

        record Written(byte[] frame, Runnable whenWritten) {}
    }
}
