package dev.coterie.bench;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.google.protobuf.Int32Value;
import com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.core.ConnectionRequestMessage;
import dev.coterie.convergence.wire.core.ConnectionResponseMessage;
import dev.coterie.convergence.wire.core.PingMessage;
import dev.coterie.convergence.wire.core.PongMessage;
import dev.coterie.convergence.wire.presence.SubscribePresenceRequestMessage;

/**
 * One authenticated connection: the handshake, requests and their answers, the heartbeat of the real client. Confined to
 * the event loop.
 */
final class ProtocolSession implements FrameListener {

    private static final String CLIENT_VERSION = "1.0.0-rc.12";
    private static final long PING_AFTER_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long DEAD_AFTER_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final EventLoop loop;
    private final Target target;
    private final Owner owner;
    private final Map<Integer, Consumer<ConvergenceMessage>> waiting = new HashMap<>();
    private @Nullable Connection connection;
    private int nextRequestId;
    private long receivedAtNanos;
    private boolean closing;

    /** Who uses the session. */
    interface Owner {
        /** The server let us in. */
        void authenticated(String sessionId);

        /** Anything that is neither an answer nor a heartbeat. */
        void message(ConvergenceMessage message);

        /** The connection is gone and {@link #close()} was not called. */
        void lost(String reason);
    }

    ProtocolSession(EventLoop loop, Target target, Owner owner) {
        this.loop = loop;
        this.target = target;
        this.owner = owner;
    }

    void connect() {
        URI uri = target.realtime();
        try {
            loop.connect(uri, this);
        } catch (java.io.IOException e) {
            owner.lost("cannot connect to " + uri + ": " + e.getMessage());
        }
    }

    void close() {
        closing = true;
        if (connection != null) {
            connection.close("done");
        }
    }

    /** Breaks off after something that must not happen. */
    void abort(String reason) {
        if (connection != null) {
            connection.abort(reason);
        }
    }

    void send(ConvergenceMessage message) {
        if (connection != null) {
            connection.send(message.toByteArray());
        }
    }

    /** Sends a request; its answer, good or bad, goes to {@code answer}. */
    void request(ConvergenceMessage.Builder request, Consumer<ConvergenceMessage> answer) {
        int id = nextRequestId++;
        waiting.put(id, answer);
        send(request.setRequestId(Int32Value.of(id)).build());
    }

    @Override
    public void opened(Connection opened) {
        connection = opened;
        receivedAtNanos = System.nanoTime();
        loop.at(receivedAtNanos + PING_AFTER_NANOS, this::heartbeat);
        ConnectionRequestMessage handshake = ConnectionRequestMessage.newBuilder()
                .setClient("JavaScript")
                .setClientVersion(CLIENT_VERSION)
                .setJwt(ConnectionRequestMessage.JwtAuthRequestData.newBuilder().setJwt(target.token()))
                .build();
        request(ConvergenceMessage.newBuilder().setConnectionRequest(handshake), this::authenticated);
    }

    private void authenticated(ConvergenceMessage answer) {
        ConnectionResponseMessage response = answer.getConnectionResponse();
        if (!response.hasSuccess()) {
            abort("authentication failed: "
                    + (response.hasFailure()
                            ? response.getFailure().getCode()
                            : answer.getError().getCode()));
            return;
        }
        request(
                ConvergenceMessage.newBuilder()
                        .setPresenceSubscribeRequest(SubscribePresenceRequestMessage.getDefaultInstance()),
                ignored -> {});
        owner.authenticated(response.getSuccess().getSessionId());
    }

    @Override
    public void binary(Connection from, byte[] data, int offset, int length) {
        receivedAtNanos = System.nanoTime();
        ConvergenceMessage message;
        try {
            message = ConvergenceMessage.parser().parseFrom(data, offset, length);
        } catch (InvalidProtocolBufferException e) {
            from.abort("a message that cannot be decoded: " + e.getMessage());
            return;
        }
        switch (message.getBodyCase()) {
            case PING ->
                send(ConvergenceMessage.newBuilder()
                        .setPong(PongMessage.getDefaultInstance())
                        .build());
            case PONG -> {}
            default -> dispatch(message);
        }
    }

    private void dispatch(ConvergenceMessage message) {
        if (!message.hasResponseId()) {
            owner.message(message);
            return;
        }
        Consumer<ConvergenceMessage> answer =
                waiting.remove(message.getResponseId().getValue());
        if (answer != null) {
            answer.accept(message);
        }
    }

    @Override
    public void closed(Connection gone, String reason) {
        connection = null;
        if (!closing) {
            closing = true;
            owner.lost(reason);
        }
    }

    private void heartbeat() {
        if (connection == null) {
            return;
        }
        long now = System.nanoTime();
        long silence = now - receivedAtNanos;
        if (silence >= DEAD_AFTER_NANOS) {
            abort("heartbeat: nothing received for 15 s");
            return;
        }
        if (silence >= PING_AFTER_NANOS) {
            send(ConvergenceMessage.newBuilder()
                    .setPing(PingMessage.getDefaultInstance())
                    .build());
        }
        loop.at(now + PING_AFTER_NANOS, this::heartbeat);
    }
}
