package dev.coterie.convergence.session;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.Int32Value;
import com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.core.ConnectionRequestMessage;

/** A client on a real socket that speaks frames. Used by one test. */
final class SocketClient implements WebSocket.Listener {

    private static final long PATIENCE_SECONDS = 15;

    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private final WebSocket socket;
    private int nextRequestId;

    SocketClient(URI uri, @Nullable String origin) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (origin != null) {
            builder.header("Origin", origin);
        }
        socket = builder.buildAsync(uri, this).join();
    }

    void text(String text) {
        socket.sendText(text, true).join();
    }

    void binary(byte[] bytes, boolean last) {
        socket.sendBinary(ByteBuffer.wrap(bytes), last).join();
    }

    void say(ConvergenceMessage.Builder message) {
        binary(message.build().toByteArray(), true);
    }

    int request(ConvergenceMessage.Builder message) {
        int id = nextRequestId++;
        say(message.setRequestId(Int32Value.of(id)));
        return id;
    }

    ConvergenceMessage logIn(String username) throws InterruptedException {
        request(ConvergenceMessage.newBuilder()
                .setConnectionRequest(ConnectionRequestMessage.newBuilder()
                        .setJwt(ConnectionRequestMessage.JwtAuthRequestData.newBuilder()
                                .setJwt("token-of-" + username))));
        ConvergenceMessage reply = next();
        if (!reply.getConnectionResponse().hasSuccess()) {
            throw new AssertionError(reply.toString());
        }
        while (!next().hasPresenceAvailabilityChanged()) {
            // The own user is described before it is said to be available.
        }
        return reply;
    }

    ConvergenceMessage next() throws InterruptedException {
        byte[] message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("nothing came");
        }
        try {
            return ConvergenceMessage.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("not a message", e);
        }
    }

    int closedWith() throws InterruptedException {
        Integer code = closes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (code == null) {
            throw new AssertionError("not closed");
        }
        return code;
    }

    boolean isOpen() {
        return closes.isEmpty();
    }

    void abort() {
        socket.abort();
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        parts.writeBytes(bytes);
        if (last) {
            messages.add(parts.toByteArray());
            parts.reset();
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closes.add(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closes.add(1006);
    }
}
