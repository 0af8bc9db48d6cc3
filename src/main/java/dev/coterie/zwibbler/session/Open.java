package dev.coterie.zwibbler.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ReceiveBuilder;

import dev.coterie.live.LiveConnection;
import dev.coterie.live.LiveKind;
import dev.coterie.socket.CloseCode;
import dev.coterie.zwibbler.access.Grant;
import dev.coterie.zwibbler.board.BoardCommand;
import dev.coterie.zwibbler.board.BoardEvent;
import dev.coterie.zwibbler.wire.Append;
import dev.coterie.zwibbler.wire.Broadcast;
import dev.coterie.zwibbler.wire.ClientMessage;
import dev.coterie.zwibbler.wire.ErrorMessage;
import dev.coterie.zwibbler.wire.Init;
import dev.coterie.zwibbler.wire.KeyInformation;
import dev.coterie.zwibbler.wire.SetKey;
import dev.coterie.zwibbler.wire.Unknown;

/**
 * The client is in: what it asks goes to the board, what the board says goes to it. Confined to the connection's actor.
 */
final class Open extends SessionState implements ClientMessage.Receiver<Boolean> {

    private final String board;
    private final Outgoing outgoing;

    /** What the client's appends cost that are not answered yet, in their order. */
    private final Deque<Long> unanswered = new ArrayDeque<>();

    private Open(SessionScope scope, Init init, Grant grant) {
        super(scope);
        this.board = grant.board();
        this.outgoing = new Outgoing(scope, init.version(), init.maxFrameBytes());
        scope.services().connections().add(live(grant), scope.self());
    }

    private LiveConnection live(Grant grant) {
        return new LiveConnection(
                scope.member().id(),
                LiveKind.BOARDS,
                grant.user(),
                "",
                scope.connection().address(),
                scope.connection().userAgent(),
                scope.services().clock().instant(),
                List.of(grant.board()));
    }

    /** @param early what the client has said meanwhile */
    static Behavior<BoardEvent> start(
            SessionScope scope, Init init, Grant grant, BoardEvent.Opened opened, List<SessionCommand.Received> early) {
        Open state = new Open(scope, init, grant);
        byte[] data = opened.data();
        if (data == null) {
            state.outgoing.stored(opened.id(), opened.from(), opened.to());
        } else {
            state.outgoing.say(Append.encode(init.version(), opened.from(), data));
        }
        if (!opened.keys().isEmpty()) {
            state.outgoing.say(new KeyInformation(opened.keys()).encode());
        }
        early.forEach(state::received);
        return state;
    }

    @Override
    protected ReceiveBuilder<BoardEvent> and(ReceiveBuilder<BoardEvent> builder) {
        return builder.onMessage(BoardEvent.Appended.class, event -> {
                    outgoing.appended(event);
                    return on();
                })
                .onMessage(BoardEvent.Answered.class, event -> {
                    scope.inbox().done(unanswered.remove());
                    outgoing.say(event.message());
                    return on();
                })
                .onMessage(SessionCommand.Written.class, event -> {
                    outgoing.written(event.frames(), event.bytes());
                    return on();
                })
                .onMessage(BoardEvent.Say.class, event -> {
                    outgoing.say(event.message());
                    return on();
                })
                .onMessage(SessionCommand.PiecesRead.class, event -> {
                    outgoing.read(event.pieces());
                    return on();
                })
                .onMessage(BoardEvent.Refused.class, event -> {
                    outgoing.sayAtOnce(event.message());
                    return end(CloseCode.NORMAL, "closed");
                })
                .onMessage(SessionCommand.PutOut.class, event -> {
                    outgoing.sayAtOnce(ErrorMessage.ENDED.encode());
                    return end(CloseCode.ENDED, ErrorMessage.ENDED.text());
                });
    }

    private Behavior<BoardEvent> on() {
        return switch (outgoing.condition()) {
            case GOOD -> this;
            case TOO_SLOW -> {
                scope.context().getLog().debug("Closing a connection whose client reads too slowly");
                yield end(CloseCode.TRY_AGAIN_LATER, "reads too slowly");
            }
            case UNREADABLE -> end(CloseCode.TRY_AGAIN_LATER, "please connect again");
        };
    }

    @Override
    protected Behavior<BoardEvent> received(SessionCommand.Received event) {
        boolean toBeAnswered = event.message().handTo(this);
        if (toBeAnswered) {
            unanswered.add(event.cost());
        } else {
            scope.inbox().done(event.cost());
        }
        return this;
    }

    @Override
    public Boolean append(Append message) {
        tell(new BoardCommand.Submit(scope.member(), message.offset(), message.data()));
        return true;
    }

    @Override
    public Boolean setKey(SetKey message) {
        tell(new BoardCommand.PutKey(scope.member(), message));
        return false;
    }

    @Override
    public Boolean broadcast(Broadcast message) {
        tell(new BoardCommand.Relay(scope.member(), message.data()));
        return false;
    }

    /** The client's first message only is one. */
    @Override
    public Boolean init(Init message) {
        return ignored();
    }

    @Override
    public Boolean unknown(Unknown message) {
        return ignored();
    }

    private boolean ignored() {
        scope.context().getLog().debug("A message that means nothing in a session is ignored");
        return false;
    }

    private void tell(BoardCommand command) {
        scope.services().boards().tell(board, command);
    }

    @Override
    protected void left() {
        scope.services().connections().remove(scope.member().id());
        tell(new BoardCommand.Leave(scope.member()));
        super.left();
    }
}
