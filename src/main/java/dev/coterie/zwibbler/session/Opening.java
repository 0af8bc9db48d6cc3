package dev.coterie.zwibbler.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ReceiveBuilder;
import org.jspecify.annotations.Nullable;

import dev.coterie.socket.CloseCode;
import dev.coterie.zwibbler.access.AccessDeniedException;
import dev.coterie.zwibbler.access.Grant;
import dev.coterie.zwibbler.board.BoardClient;
import dev.coterie.zwibbler.board.BoardCommand;
import dev.coterie.zwibbler.board.BoardEvent;
import dev.coterie.zwibbler.wire.ErrorCode;
import dev.coterie.zwibbler.wire.Fragments;
import dev.coterie.zwibbler.wire.Init;

/** Finds out what the client may open, and asks the board to let it in. Confined to the connection's actor. */
final class Opening extends SessionState {

    private final Init init;
    private final List<SessionCommand.Received> early = new ArrayList<>();
    private long permissionChanges;
    private @Nullable Grant granted;
    private boolean handedOver;

    Opening(SessionScope scope, Init init) {
        super(scope);
        this.init = init;
        resolve();
    }

    @Override
    protected ReceiveBuilder<BoardEvent> and(ReceiveBuilder<BoardEvent> builder) {
        return builder.onMessage(SessionCommand.Resolved.class, this::resolved)
                .onMessage(BoardEvent.Opened.class, this::opened)
                .onMessage(BoardEvent.Refused.class, event -> refuse(event.message()))
                .onMessage(BoardEvent.ResolveAgain.class, event -> {
                    granted = null;
                    resolve();
                    return this;
                });
    }

    private void resolve() {
        permissionChanges = scope.services().permissionChanges().count();
        scope.context().pipeToSelf(scope.services().access().resolve(init.name()), SessionCommand.Resolved::new);
    }

    private Behavior<BoardEvent> resolved(SessionCommand.Resolved event) {
        Grant grant = event.grant();
        if (grant != null) {
            granted = grant;
            BoardClient client = new BoardClient(scope.member(), init.version(), grant.user(), grant.permissions());
            scope.services()
                    .boards()
                    .tell(
                            grant.board(),
                            new BoardCommand.Join(client, init.mode(), init.offset(), init.data(), permissionChanges));
            return this;
        }
        Throwable failure = event.failure();
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof AccessDeniedException) {
            return refuse(ErrorCode.ACCESS_DENIED.message().encode());
        }
        scope.context().getLog().warn("It could not be found out what a client may open: {}", String.valueOf(cause));
        return refuse(ErrorCode.UNSPECIFIED.message().encode());
    }

    private Behavior<BoardEvent> refuse(byte[] message) {
        Fragments.of(message, init.maxFrameBytes()).forEach(scope.connection()::send);
        return end(CloseCode.NORMAL, "refused");
    }

    private Behavior<BoardEvent> opened(BoardEvent.Opened event) {
        Grant grant = granted;
        if (grant == null) {
            throw new IllegalStateException("A board was opened that nobody asked for");
        }
        handedOver = true;
        return Open.start(scope, init, grant, event, early);
    }

    /** Has to wait until we are in. */
    @Override
    protected Behavior<BoardEvent> received(SessionCommand.Received event) {
        early.add(event);
        return this;
    }

    @Override
    protected void left() {
        if (granted != null && !handedOver) {
            scope.services().boards().tell(granted.board(), new BoardCommand.Leave(scope.member()));
        }
        super.left();
    }
}
