package dev.coterie.convergence.session;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ReceiveBuilder;

import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.wire.Inbound;
import dev.coterie.socket.CloseCode;

/** The client has to say who it is, soon and before anything else. Confined to the session's actor. */
final class AwaitingHandshake extends SessionState {

    AwaitingHandshake(SessionScope scope) {
        super(scope);
        scope.timers()
                .startSingleTimer(
                        new SessionCommand.TooLate(), scope.properties().handshakeTimeout());
    }

    @Override
    protected ReceiveBuilder<SessionEvent> and(ReceiveBuilder<SessionEvent> builder) {
        return builder.onMessage(
                SessionCommand.TooLate.class, event -> end(CloseCode.POLICY_VIOLATION, "no handshake in time"));
    }

    @Override
    public Behavior<SessionEvent> request(Inbound.Request request) {
        return request.message().hasConnectionRequest()
                ? Authenticating.start(scope, request.id(), request.message().getConnectionRequest())
                : illegal("the first message is a connection request");
    }

    @Override
    public Behavior<SessionEvent> answer(Inbound.Answer answer) {
        return illegal("the first message is a connection request");
    }

    @Override
    public Behavior<SessionEvent> notice(Inbound.Notice notice) {
        return illegal("the first message is a connection request");
    }

    @Override
    public Behavior<SessionEvent> unsupported(Inbound.Unsupported message) {
        return illegal("the first message is a connection request");
    }
}
