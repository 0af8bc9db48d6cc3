package dev.coterie.convergence.session;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.ReceiveBuilder;

import dev.coterie.cluster.Member;
import dev.coterie.convergence.model.ModelClient;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.presence.PresenceCommand;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.Inbound;
import dev.coterie.convergence.wire.Timestamps;
import dev.coterie.convergence.wire.core.GetServerTimeResponseMessage;
import dev.coterie.socket.CloseCode;

/**
 * Serves a client that is known: hands its messages to models, presence and identity, and writes what they answer and
 * say in the order in which it is told. Confined to the session's actor.
 */
final class Connected extends SessionState {

    private final Admission.Admitted admitted;
    private final Heartbeat heartbeat;
    private final OpenModels openModels;
    private final ModelMessages models;
    private final OfflineModels offline;
    private final PresenceMessages presence;
    private final AutoCreations autoCreations;

    Connected(SessionScope scope, Admission.Admitted admitted, OpenModels openModels) {
        super(scope);
        this.admitted = admitted;
        this.openModels = openModels;
        String sessionId = admitted.sessionId();
        ModelClient client = new ModelClient(
                sessionId,
                admitted.user(),
                admitted.userData(),
                new Member<>(sessionId, scope.self(), scope.services().gateway()));
        this.offline = new OfflineModels(scope, client);
        this.models = new ModelMessages(scope, client, admitted, openModels, offline);
        this.presence = new PresenceMessages(scope, sessionId);
        this.autoCreations = new AutoCreations(scope, sessionId);
        this.heartbeat = new Heartbeat(
                scope.timers(),
                scope.services().nanoClock(),
                scope.properties().pingAfter(),
                scope.properties().pongWithin());
    }

    @Override
    protected ReceiveBuilder<SessionEvent> and(ReceiveBuilder<SessionEvent> builder) {
        return builder.onMessage(SessionEvent.Send.class, this::send)
                .onMessage(SessionEvent.ModelOpened.class, this::modelOpened)
                .onMessage(SessionEvent.ModelClosed.class, this::modelClosed)
                .onMessage(SessionEvent.OfflineCheckDue.class, event -> {
                    offline.changed(event.modelId());
                    return this;
                })
                .onMessage(SessionEvent.OfflineChecked.class, event -> {
                    offline.checked(event);
                    return this;
                })
                .onMessage(SessionEvent.AskAutoCreate.class, event -> {
                    autoCreations.ask(event);
                    return this;
                })
                .onMessage(SessionEvent.Disconnect.class, this::disconnect)
                .onMessage(SessionCommand.AnswerOverdue.class, event -> {
                    autoCreations.overdue(event.requestId());
                    return this;
                })
                .onMessage(SessionCommand.UsersDescribed.class, event -> {
                    presence.described(event);
                    return this;
                })
                .onMessage(SessionCommand.HeartbeatDue.class, event -> heartbeatDue())
                .onMessage(SessionCommand.AccessEnded.class, event -> end(CloseCode.POLICY_VIOLATION, "access revoked"))
                .onMessage(SessionCommand.PutOut.class, event -> putOut(admitted.token()));
    }

    @Override
    public Behavior<SessionEvent> request(Inbound.Request request) {
        ConvergenceMessage message = request.message();
        switch (message.getBodyCase()) {
            case CONNECTIONREQUEST -> {
                return illegal("a client connects once");
            }
            case SERVERTIMEREQUEST -> scope.connection().send(serverTime(request.id()));
            case USERSGETREQUEST, USERSEARCHREQUEST, USERGROUPSREQUEST, USERGROUPSFORUSERSREQUEST ->
                answerLater(request);
            case PRESENCEREQUEST, PRESENCESUBSCRIBEREQUEST -> presence.request(request.id(), message);
            default -> {
                if (!models.request(request.id(), message)) {
                    scope.connection().send(notSupported(request.id()));
                }
            }
        }
        return this;
    }

    @Override
    public Behavior<SessionEvent> notice(Inbound.Notice notice) {
        return models.notice(notice.message()) || presence.notice(notice.message())
                ? this
                : illegal("no notice of a client");
    }

    @Override
    public Behavior<SessionEvent> answer(Inbound.Answer answer) {
        autoCreations.answered(answer);
        return this;
    }

    @Override
    public Behavior<SessionEvent> unsupported(Inbound.Unsupported message) {
        if (message.requestId() != null) {
            scope.connection().send(notSupported(message.requestId()));
        }
        return this;
    }

    @Override
    protected void heard() {
        heartbeat.heard();
    }

    @Override
    protected void left() {
        models.disconnected();
        scope.services().connected().remove(admitted.sessionId());
        scope.services().connected().release(admitted.token(), scope.self());
        scope.services().presence().tell(new PresenceCommand.Leave(admitted.sessionId()));
        super.left();
    }

    private Behavior<SessionEvent> send(SessionEvent.Send event) {
        if (openModels.anyAsked()) {
            Frames.repliedTo(event.frame()).ifPresent(openModels::replied);
        }
        scope.connection().send(event.frame());
        return this;
    }

    private Behavior<SessionEvent> modelOpened(SessionEvent.ModelOpened event) {
        models.opened(event);
        return this;
    }

    private Behavior<SessionEvent> modelClosed(SessionEvent.ModelClosed event) {
        models.closed(event);
        return this;
    }

    private Behavior<SessionEvent> disconnect(SessionEvent.Disconnect event) {
        scope.connection().close(event.code(), event.reason());
        return Behaviors.stopped();
    }

    private Behavior<SessionEvent> heartbeatDue() {
        return switch (heartbeat.due()) {
            case WAIT -> this;
            case PING -> {
                scope.connection().send(Frames.ping());
                yield this;
            }
            case DEAD -> end(CloseCode.NORMAL, "no sign of life");
        };
    }

    private void answerLater(Inbound.Request request) {
        scope.context()
                .pipeToSelf(
                        scope.services().identityRequests().answer(request),
                        (frame, failure) -> new SessionEvent.Send(
                                failure == null
                                        ? frame
                                        : Frames.error(
                                                request.id(), ErrorCode.UNKNOWN, "The server could not answer")));
    }

    private byte[] serverTime(int requestId) {
        return Frames.reply(
                requestId,
                ConvergenceMessage.newBuilder()
                        .setServerTimeResponse(GetServerTimeResponseMessage.newBuilder()
                                .setServerTime(
                                        Timestamps.of(scope.services().clock().instant()))));
    }

    private static byte[] notSupported(int requestId) {
        return Frames.error(requestId, ErrorCode.NOT_SUPPORTED, "This server does not offer that");
    }
}
