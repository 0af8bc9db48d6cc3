package dev.coterie.convergence.session;

import java.util.concurrent.atomic.AtomicInteger;

import com.google.protobuf.Int32Value;
import com.google.protobuf.StringValue;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;

import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.wire.Codec;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.IllegalFrameException;
import dev.coterie.convergence.wire.core.ConnectionRequestMessage;
import dev.coterie.convergence.wire.core.ConnectionResponseMessage.ConnectionFailureData;
import dev.coterie.convergence.wire.core.ConnectionResponseMessage.ConnectionSuccessData;
import dev.coterie.convergence.wire.model.OpenRealtimeModelRequestMessage;

/** A client of a {@link TestNode}, without a socket. Used by one test. */
final class TestClient {

    final FakeConnection connection = new FakeConnection();
    final ActorRef<SessionEvent> session;
    private final TestNode node;
    private final AtomicInteger nextRequestId = new AtomicInteger();

    TestClient(TestNode node, boolean domainExists) {
        this.node = node;
        this.session = node.kit.spawn(RealtimeProtocol.session(connection, domainExists, node.services));
    }

    /** Sends a request and returns its id. */
    int request(ConvergenceMessage.Builder body) {
        int id = nextRequestId.getAndIncrement();
        say(body.setRequestId(Int32Value.of(id)));
        return id;
    }

    void say(ConvergenceMessage.Builder message) {
        try {
            session.tell(
                    new SessionCommand.Received(Codec.decode(message.build().toByteArray())));
        } catch (IllegalFrameException e) {
            session.tell(new SessionCommand.ReceivedIllegal(String.valueOf(e.getMessage())));
        }
    }

    ConvergenceMessage next() {
        return connection.next();
    }

    ConnectionSuccessData logIn(String username) {
        return success(ConnectionRequestMessage.newBuilder()
                .setJwt(ConnectionRequestMessage.JwtAuthRequestData.newBuilder().setJwt("token-of-" + username)));
    }

    ConnectionSuccessData logInWithPassword(String username, String password) {
        return success(withPassword(username, password));
    }

    ConnectionSuccessData reconnect(String token) {
        return success(withToken(token));
    }

    /** Connects, and reads the availability of the own user, too. */
    ConnectionSuccessData success(ConnectionRequestMessage.Builder request) {
        request(ConvergenceMessage.newBuilder().setConnectionRequest(request));
        ConvergenceMessage reply = next();
        if (!reply.getConnectionResponse().hasSuccess()) {
            throw new AssertionError(reply.toString());
        }
        while (!next().hasPresenceAvailabilityChanged()) {
            // The own user is described before it is said to be available.
        }
        return reply.getConnectionResponse().getSuccess();
    }

    ConnectionFailureData failure(ConnectionRequestMessage.Builder request) {
        request(ConvergenceMessage.newBuilder().setConnectionRequest(request));
        ConvergenceMessage reply = next();
        if (!reply.getConnectionResponse().hasFailure()) {
            throw new AssertionError(reply.toString());
        }
        return reply.getConnectionResponse().getFailure();
    }

    int open(String modelId) {
        return request(ConvergenceMessage.newBuilder()
                .setOpenRealTimeModelRequest(
                        OpenRealtimeModelRequestMessage.newBuilder().setModelId(StringValue.of(modelId))));
    }

    /** The socket is gone. */
    void drop() {
        session.tell(new SessionCommand.SocketClosed());
    }

    void awaitEnd() {
        TestProbe<Object> probe = node.kit.createTestProbe();
        probe.expectTerminated(session);
    }

    static ConnectionRequestMessage.Builder withPassword(String username, String password) {
        return ConnectionRequestMessage.newBuilder()
                .setPassword(ConnectionRequestMessage.PasswordAuthRequestData.newBuilder()
                        .setUsername(username)
                        .setPassword(password));
    }

    static ConnectionRequestMessage.Builder withToken(String token) {
        return ConnectionRequestMessage.newBuilder()
                .setReconnect(ConnectionRequestMessage.ReconnectTokenAuthRequestData.newBuilder()
                        .setToken(token));
    }

    static ConnectionRequestMessage.Builder anonymously(String displayName) {
        return ConnectionRequestMessage.newBuilder()
                .setAnonymous(ConnectionRequestMessage.AnonymousAuthRequestData.newBuilder()
                        .setDisplayName(StringValue.of(displayName)));
    }
}
