package dev.coterie.zwibbler.session;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ReceiveBuilder;

import dev.coterie.socket.CloseCode;
import dev.coterie.zwibbler.board.BoardEvent;
import dev.coterie.zwibbler.wire.Init;

/** The client has to say what it wants to open, soon and before anything else. Confined to the connection's actor. */
final class AwaitingInit extends SessionState {

    AwaitingInit(SessionScope scope) {
        super(scope);
        scope.timers()
                .startSingleTimer(
                        new SessionCommand.TooLate(),
                        scope.services().properties().initTimeout());
    }

    @Override
    protected ReceiveBuilder<BoardEvent> and(ReceiveBuilder<BoardEvent> builder) {
        return builder.onMessage(
                SessionCommand.TooLate.class, event -> end(CloseCode.POLICY_VIOLATION, "no init in time"));
    }

    @Override
    protected Behavior<BoardEvent> received(SessionCommand.Received event) {
        if (!(event.message() instanceof Init init)) {
            return malformed("the first message is init");
        }
        scope.timers().cancelAll();
        scope.inbox().done(event.cost());
        scope.connection().admit(scope.services().properties().maxMessageSize().toBytes());
        return new Opening(scope, init);
    }
}
