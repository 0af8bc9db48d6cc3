package dev.coterie.convergence.session;

import java.time.Instant;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.ReceiveBuilder;
import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.identity.DomainUsers;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.presence.PresenceCommand;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.Inbound;
import dev.coterie.convergence.wire.core.ConnectionRequestMessage;
import dev.coterie.convergence.wire.core.DomainUserData;
import dev.coterie.socket.CloseCode;

/**
 * Finds out who the client is; the client has to wait. Confined to the session's actor.
 *
 * <p>With a reconnect token the connection that held it ends first: operations still unread in its socket must not be
 * processed after the new session has begun to resynchronise (section 9.1 of the protocol).
 */
final class Authenticating extends SessionState {

    private final int requestId;
    private final ConnectionRequestMessage request;
    private final Instant since;
    private final OpenModels openModels;
    private @Nullable ReconnectToken token;
    private Admission.@Nullable Admitted admitted;
    private boolean added;
    private boolean waitsForPredecessor;
    private boolean abandoned;

    private Authenticating(SessionScope scope, int requestId, ConnectionRequestMessage request) {
        super(scope);
        this.requestId = requestId;
        this.request = request;
        this.since = scope.services().clock().instant();
        this.openModels = new OpenModels(scope.properties().maxOpenModels());
    }

    static Behavior<SessionEvent> start(SessionScope scope, int requestId, ConnectionRequestMessage request) {
        Authenticating state = new Authenticating(scope, requestId, request);
        if (!scope.domainExists()) {
            return state.refuse(FailureCode.DOMAIN_NOT_FOUND, "There is no such domain here");
        }
        scope.timers()
                .startSingleTimer(
                        new SessionCommand.TooLate(), scope.properties().authenticationTimeout());
        if (request.hasReconnect()) {
            state.replacePredecessor(new ReconnectToken(request.getReconnect().getToken()));
        } else {
            state.authenticate();
        }
        return state;
    }

    @Override
    protected ReceiveBuilder<SessionEvent> and(ReceiveBuilder<SessionEvent> builder) {
        return builder.onMessage(SessionCommand.PredecessorGone.class, event -> predecessorGone())
                .onMessage(SessionCommand.Decided.class, this::decided)
                .onMessage(SessionCommand.PresenceJoined.class, this::connected)
                .onMessage(SessionCommand.AccessEnded.class, event -> end(CloseCode.POLICY_VIOLATION, "access revoked"))
                .onMessage(SessionCommand.PutOut.class, event -> admitted == null ? this : putOut(admitted.token()))
                .onMessage(SessionCommand.TooLate.class, event -> tooLate());
    }

    private void replacePredecessor(ReconnectToken shown) {
        token = shown;
        scope.services()
                .connected()
                .claim(shown, scope.self())
                .ifPresentOrElse(
                        predecessor -> {
                            waitsForPredecessor = true;
                            scope.context().watchWith(predecessor, new SessionCommand.PredecessorGone());
                            predecessor.tell(new SessionCommand.Superseded());
                        },
                        this::authenticate);
    }

    private Behavior<SessionEvent> predecessorGone() {
        waitsForPredecessor = false;
        if (abandoned) {
            return Behaviors.stopped();
        }
        authenticate();
        return this;
    }

    private void authenticate() {
        scope.context()
                .pipeToSelf(
                        scope.services()
                                .gatekeeper()
                                .admit(request, scope.connection().address()),
                        (admission, failure) -> new SessionCommand.Decided(
                                failure == null
                                        ? admission
                                        : new Admission.Refused(FailureCode.DOMAIN_ERROR, "The server has failed")));
    }

    private Behavior<SessionEvent> decided(SessionCommand.Decided event) {
        if (event.admission() instanceof Admission.Refused refused) {
            return refuse(refused.code(), refused.details());
        }
        return enter((Admission.Admitted) event.admission());
    }

    private Behavior<SessionEvent> enter(Admission.Admitted client) {
        admitted = client;
        if (token == null) {
            token = client.token();
            scope.services().connected().claim(client.token(), scope.self());
        }
        ConnectedSession session = new ConnectedSession(
                client.sessionId(), client.user(), shownName(client.userData()), scope.connection(), openModels, since);
        added = scope.services().connected().add(session, scope.self(), since);
        if (!added) {
            scope.services().gatekeeper().forget(client.token());
            return refuse(FailureCode.AUTHENTICATION_FAILED, "The credentials are not accepted");
        }
        scope.services()
                .presence()
                .tell(new PresenceCommand.Join(
                        client.sessionId(),
                        client.user(),
                        client.userData(),
                        scope.self(),
                        SessionCommand.PresenceJoined::new));
        return this;
    }

    private Behavior<SessionEvent> connected(SessionCommand.PresenceJoined event) {
        Admission.Admitted client = admitted;
        if (client == null) {
            throw new IllegalStateException("Presence knows a session that nobody let in");
        }
        scope.timers().cancelAll();
        scope.connection().admit(scope.properties().maxMessageSize().toBytes());
        scope.connection().send(Handshake.success(requestId, scope.properties(), client, event.state()));
        return new Connected(scope, client, openModels);
    }

    private Behavior<SessionEvent> refuse(FailureCode code, String details) {
        scope.connection().send(Handshake.failure(requestId, code, details));
        return end(CloseCode.NORMAL, code.onWire());
    }

    private Behavior<SessionEvent> tooLate() {
        scope.connection().send(Frames.error(requestId, ErrorCode.TIMEOUT, "The server is too busy"));
        return waitsForPredecessor ? abandon() : end(CloseCode.NORMAL, "authentication timed out");
    }

    /** Who replaces us waits for our end, and may count on our predecessor's end then. */
    private Behavior<SessionEvent> abandon() {
        abandoned = true;
        scope.connection().close(CloseCode.NORMAL, "connected again");
        return this;
    }

    @Override
    protected Behavior<SessionEvent> socketClosed() {
        return waitsForPredecessor ? abandon() : Behaviors.stopped();
    }

    @Override
    protected Behavior<SessionEvent> superseded() {
        return waitsForPredecessor ? abandon() : super.superseded();
    }

    @Override
    protected void left() {
        if (token != null) {
            scope.services().connected().release(token, scope.self());
        }
        if (added && admitted != null) {
            scope.services().connected().remove(admitted.sessionId());
            scope.services().presence().tell(new PresenceCommand.Leave(admitted.sessionId()));
        }
        super.left();
    }

    @Override
    public Behavior<SessionEvent> request(Inbound.Request any) {
        return illegal("a client waits for the answer to its connection request");
    }

    @Override
    public Behavior<SessionEvent> answer(Inbound.Answer any) {
        return illegal("a client waits for the answer to its connection request");
    }

    @Override
    public Behavior<SessionEvent> notice(Inbound.Notice any) {
        return illegal("a client waits for the answer to its connection request");
    }

    @Override
    public Behavior<SessionEvent> unsupported(Inbound.Unsupported any) {
        return illegal("a client waits for the answer to its connection request");
    }

    private static String shownName(DomainUserData user) {
        return user.hasDisplayName()
                ? user.getDisplayName().getValue()
                : DomainUsers.key(user.getUserId()).orElseThrow().username();
    }
}
