package dev.coterie.zwibbler.session;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

import dev.coterie.cluster.Member;
import dev.coterie.socket.Connection;
import dev.coterie.socket.ConnectionListener;
import dev.coterie.socket.FloodLimits;
import dev.coterie.socket.Protocol;
import dev.coterie.zwibbler.Access;
import dev.coterie.zwibbler.board.BoardEvent;
import dev.coterie.zwibbler.wire.ClientMessage;
import dev.coterie.zwibbler.wire.MalformedMessageException;
import dev.coterie.zwibbler.wire.Reassembler;

/** Starts an actor for each client that connects. Thread-safe. */
final class BoardProtocol implements Protocol {

    private final SessionServices services;

    BoardProtocol(SessionServices services) {
        this.services = services;
    }

    /** A first message may bring the whole content of a new board. */
    @Override
    public long maxMessageBytesOfStrangers() {
        return services.properties().maxMessageSize().toBytes();
    }

    @Override
    public boolean textIsData() {
        return true;
    }

    @Override
    public boolean anyOrigin() {
        return services.properties().access() == Access.OPEN;
    }

    @Override
    public boolean compression() {
        return services.properties().compression();
    }

    @Override
    public Optional<FloodLimits> flood() {
        return Optional.of(services.socket().flood());
    }

    @Override
    public ConnectionListener open(Connection connection, URI uri) {
        Inbox inbox = new Inbox(connection, services.socket().maxUnanswered().toBytes());
        ActorRef<BoardEvent> session = services.node().spawn(session(connection, inbox), "board-session");
        return new Listener(
                session,
                inbox,
                new Reassembler(services.properties().maxMessageSize().toBytes()));
    }

    private Behavior<BoardEvent> session(Connection connection, Inbox inbox) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Member<BoardEvent> member =
                    services.node().member(BoardEvent.class, UUID.randomUUID().toString(), context.getSelf());
            return new AwaitingInit(new SessionScope(context, timers, connection, inbox, member, services));
        }));
    }

    /** Puts frames together and decodes on the socket's thread, and leaves the rest to the actor. */
    private static final class Listener implements ConnectionListener {

        private final ActorRef<BoardEvent> session;
        private final Inbox inbox;
        private final Reassembler reassembler;
        private boolean inSession;

        Listener(ActorRef<BoardEvent> session, Inbox inbox, Reassembler reassembler) {
            this.session = session;
            this.inbox = inbox;
            this.reassembler = reassembler;
        }

        @Override
        public void received(byte[] frame) {
            try {
                byte[] message = reassembler.add(frame);
                if (message != null) {
                    ClientMessage decoded =
                            inSession ? ClientMessage.decodeInSession(message) : ClientMessage.decode(message);
                    inSession = true;
                    session.tell(new SessionCommand.Received(decoded, inbox.add(message)));
                }
            } catch (MalformedMessageException e) {
                session.tell(new SessionCommand.ReceivedMalformed(String.valueOf(e.getMessage())));
            }
        }

        @Override
        public void closed(int code) {
            session.tell(new SessionCommand.SocketClosed());
        }
    }
}
