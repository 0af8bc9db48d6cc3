package dev.coterie.convergence.session;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.springframework.util.StringUtils;

import dev.coterie.cluster.Node;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.wire.Codec;
import dev.coterie.convergence.wire.IllegalFrameException;
import dev.coterie.convergence.wire.Inbound;
import dev.coterie.socket.Connection;
import dev.coterie.socket.ConnectionListener;
import dev.coterie.socket.Protocol;

/** Starts a session's actor for each client that connects. Thread-safe. */
final class RealtimeProtocol implements Protocol {

    private final Node node;
    private final SessionServices services;

    RealtimeProtocol(Node node, SessionServices services) {
        this.node = node;
        this.services = services;
    }

    @Override
    public long maxMessageBytesOfStrangers() {
        return services.properties().maxHandshakeSize().toBytes();
    }

    @Override
    public ConnectionListener open(Connection connection, URI uri) {
        ConvergenceProperties properties = services.properties();
        return new Listener(
                connection,
                new OperationPace(properties.operationsPerSecond(), properties.operationBurst(), services.nanoClock()),
                node.spawn(session(connection, isOurDomain(uri), services), "convergence-session"));
    }

    static Behavior<SessionEvent> session(Connection connection, boolean domainExists, SessionServices services) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers ->
                new AwaitingHandshake(new SessionScope(context, timers, connection, domainExists, services))));
    }

    /** The last two segments of the path name the domain (section 1.1 of the protocol). */
    private boolean isOurDomain(URI uri) {
        List<String> segments = Arrays.asList(uri.getRawPath().split("/"));
        int count = segments.size();
        return count >= 2
                && decoded(segments.get(count - 2)).equals(services.properties().namespace())
                && decoded(segments.get(count - 1)).equals(services.properties().domain());
    }

    private static String decoded(String segment) {
        return StringUtils.uriDecode(segment, StandardCharsets.UTF_8);
    }

    /** Decodes on the socket's thread and leaves the rest to the actor. */
    private record Listener(Connection connection, OperationPace pace, ActorRef<SessionEvent> session)
            implements ConnectionListener {

        @Override
        public void received(byte[] message) {
            try {
                Inbound inbound = Codec.decode(message);
                session.tell(new SessionCommand.Received(inbound));
                Duration pause = pace.came(inbound);
                if (!pause.isZero()) {
                    connection.pause();
                    session.tell(new SessionCommand.HeldBack(pause));
                }
            } catch (IllegalFrameException e) {
                session.tell(new SessionCommand.ReceivedIllegal(String.valueOf(e.getMessage())));
            }
        }

        @Override
        public void receivedText() {
            session.tell(new SessionCommand.Heard());
        }

        @Override
        public void closed(int code) {
            session.tell(new SessionCommand.SocketClosed());
        }
    }
}
