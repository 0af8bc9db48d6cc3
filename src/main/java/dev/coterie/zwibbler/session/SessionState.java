package dev.coterie.zwibbler.session;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.ReceiveBuilder;

import dev.coterie.socket.CloseCode;
import dev.coterie.zwibbler.board.BoardEvent;

/**
 * What a connection is at the moment: its client has not said what it wants, waits to be let in, or is in. The actor is
 * the only writer of its client. Confined to the connection's actor.
 */
abstract sealed class SessionState extends AbstractBehavior<BoardEvent> permits AwaitingInit, Opening, Open {

    protected final SessionScope scope;

    protected SessionState(SessionScope scope) {
        super(scope.context());
        this.scope = scope;
    }

    @Override
    public final Receive<BoardEvent> createReceive() {
        return and(newReceiveBuilder())
                .onMessage(SessionCommand.Received.class, this::received)
                .onMessage(SessionCommand.ReceivedMalformed.class, event -> malformed(event.rule()))
                .onMessage(SessionCommand.SocketClosed.class, event -> Behaviors.stopped())
                .onMessage(BoardEvent.Lost.class, event -> end(CloseCode.TRY_AGAIN_LATER, "please connect again"))
                .onAnyMessage(late -> this)
                .onSignal(PostStop.class, signal -> {
                    left();
                    return this;
                })
                .build();
    }

    /** What this state takes beside that. */
    protected abstract ReceiveBuilder<BoardEvent> and(ReceiveBuilder<BoardEvent> builder);

    protected abstract Behavior<BoardEvent> received(SessionCommand.Received event);

    /** The connection ends, for whatever reason: closes the socket if nobody has. */
    protected void left() {
        scope.connection().close(CloseCode.SERVER_ERROR, "session ended");
    }

    protected final Behavior<BoardEvent> malformed(String rule) {
        scope.context().getLog().debug("Closing a connection whose client broke the protocol: {}", rule);
        return end(CloseCode.PROTOCOL_ERROR, rule);
    }

    /** Closes once everything said is written. */
    protected final Behavior<BoardEvent> end(CloseCode code, String reason) {
        scope.connection().close(code, reason);
        return Behaviors.stopped();
    }
}
