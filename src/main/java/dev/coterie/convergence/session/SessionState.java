package dev.coterie.convergence.session;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.ReceiveBuilder;

import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.Inbound;
import dev.coterie.convergence.wire.InboundReceiver;
import dev.coterie.socket.CloseCode;

/**
 * What a session is at the moment: it knows not who its client is, is finding out, or serves it. The actor is the only
 * writer of its client. Confined to the session's actor.
 */
abstract sealed class SessionState extends AbstractBehavior<SessionEvent>
        implements InboundReceiver<Behavior<SessionEvent>> permits AwaitingHandshake, Authenticating, Connected {

    protected final SessionScope scope;

    protected SessionState(SessionScope scope) {
        super(scope.context());
        this.scope = scope;
    }

    @Override
    public final Receive<SessionEvent> createReceive() {
        ReceiveBuilder<SessionEvent> builder = newReceiveBuilder()
                .onMessage(SessionCommand.Received.class, event -> {
                    heard();
                    return event.inbound().handTo(this);
                })
                .onMessage(SessionCommand.Heard.class, event -> {
                    heard();
                    return this;
                })
                .onMessage(SessionCommand.HeldBack.class, event -> {
                    scope.timers()
                            .startSingleTimer(SessionCommand.ReadOn.class, new SessionCommand.ReadOn(), event.pause());
                    return this;
                })
                .onMessage(SessionCommand.ReadOn.class, event -> {
                    scope.connection().resume();
                    return this;
                })
                .onMessage(SessionCommand.ReceivedIllegal.class, event -> illegal(event.rule()))
                .onMessage(SessionCommand.SocketClosed.class, event -> socketClosed())
                .onMessage(SessionCommand.Superseded.class, event -> superseded())
                .onMessage(
                        SessionCommand.TokenForgotten.class, event -> end(CloseCode.ENDED, "ended by an administrator"))
                .onSignal(PostStop.class, signal -> {
                    left();
                    return this;
                });
        return and(builder).build();
    }

    /** What this state takes beside that. */
    protected abstract ReceiveBuilder<SessionEvent> and(ReceiveBuilder<SessionEvent> builder);

    /** The client gave a sign of life. */
    protected void heard() {}

    /** The session ends, for whatever reason: cleans up, and closes the socket if nobody has. */
    protected void left() {
        scope.connection().close(CloseCode.SERVER_ERROR, "session ended");
    }

    protected Behavior<SessionEvent> socketClosed() {
        return Behaviors.stopped();
    }

    protected Behavior<SessionEvent> superseded() {
        return end(CloseCode.NORMAL, "connected again");
    }

    @Override
    public Behavior<SessionEvent> ping(Inbound.Ping ping) {
        scope.connection().send(Frames.pong());
        return this;
    }

    @Override
    public Behavior<SessionEvent> pong(Inbound.Pong pong) {
        return this;
    }

    protected final Behavior<SessionEvent> illegal(String rule) {
        scope.context().getLog().info("Closing a connection whose client broke the protocol: {}", rule);
        return end(CloseCode.PROTOCOL_ERROR, rule);
    }

    /** First the reconnect token, then the connection: the client comes back at once. */
    protected final Behavior<SessionEvent> putOut(ReconnectToken token) {
        scope.context()
                .pipeToSelf(
                        scope.services().gatekeeper().forget(token),
                        (done, failure) -> new SessionCommand.TokenForgotten());
        return this;
    }

    /** Closes once everything said is written. */
    protected final Behavior<SessionEvent> end(CloseCode code, String reason) {
        scope.connection().close(code, reason);
        return Behaviors.stopped();
    }
}
