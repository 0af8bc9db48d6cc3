package dev.coterie.convergence.session;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.identity.DomainUsers;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.presence.PresenceCommand;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.JsonValues;
import dev.coterie.convergence.wire.core.DomainUserIdData;
import dev.coterie.convergence.wire.identity.IdentityCacheUpdateMessage;

/**
 * Hands what a client says about presence to presence, in order. Whoever is asked about is described to the client
 * first, and what comes after waits for that. Confined to the session's actor.
 */
final class PresenceMessages {

    /** Users of one request. */
    private static final int MAX_USERS = 1000;

    private final SessionScope scope;
    private final String sessionId;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private long nextNumber;

    PresenceMessages(SessionScope scope, String sessionId) {
        this.scope = scope;
        this.sessionId = sessionId;
    }

    void request(int requestId, ConvergenceMessage message) {
        List<DomainUserIdData> asked = message.hasPresenceRequest()
                ? message.getPresenceRequest().getUsersList()
                : message.getPresenceSubscribeRequest().getUsersList();
        if (asked.size() > MAX_USERS) {
            scope.connection()
                    .send(Frames.error(
                            requestId,
                            ErrorCode.INVALID_MESSAGE,
                            "At most " + MAX_USERS + " users can be asked for at once"));
            return;
        }
        List<UserKey> users = keys(asked);
        PresenceCommand command = message.hasPresenceRequest()
                ? new PresenceCommand.Ask(sessionId, requestId, users)
                : new PresenceCommand.Subscribe(sessionId, requestId, users);
        Pending entry = new Pending(nextNumber++, command);
        pending.add(entry);
        if (users.isEmpty()) {
            described(new SessionCommand.UsersDescribed(entry.number, IdentityCacheUpdateMessage.getDefaultInstance()));
        } else {
            describe(entry.number, users);
        }
    }

    /** Whether the notice was one about presence. */
    boolean notice(ConvergenceMessage message) {
        switch (message.getBodyCase()) {
            case PRESENCESETSTATE ->
                tell(new PresenceCommand.SetState(
                        sessionId,
                        message.getPresenceSetState().getStateMap().entrySet().stream()
                                .collect(Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, entry -> JsonValues.complete(entry.getValue())))));
            case PRESENCEREMOVESTATE ->
                tell(new PresenceCommand.RemoveState(
                        sessionId, List.copyOf(message.getPresenceRemoveState().getKeysList())));
            case PRESENCECLEARSTATE -> tell(new PresenceCommand.ClearState(sessionId));
            case PRESENCEUNSUBSCRIBE ->
                tell(new PresenceCommand.Unsubscribe(
                        sessionId, keys(message.getPresenceUnsubscribe().getUsersList())));
            default -> {
                return false;
            }
        }
        return true;
    }

    void described(SessionCommand.UsersDescribed event) {
        pending.stream()
                .filter(entry -> entry.number == event.requestNumber())
                .forEach(entry -> entry.users = event.users());
        while (!pending.isEmpty()) {
            IdentityCacheUpdateMessage users = pending.element().users;
            if (users == null) {
                return;
            }
            if (users.getUsersCount() > 0) {
                scope.connection()
                        .send(Frames.notice(ConvergenceMessage.newBuilder().setIdentityCacheUpdate(users)));
            }
            scope.services().presence().tell(pending.remove().command);
        }
    }

    private void tell(PresenceCommand command) {
        if (pending.isEmpty()) {
            scope.services().presence().tell(command);
        } else {
            Pending entry = new Pending(nextNumber++, command);
            entry.users = IdentityCacheUpdateMessage.getDefaultInstance();
            pending.add(entry);
        }
    }

    private void describe(long number, List<UserKey> users) {
        scope.context().pipeToSelf(scope.services().users().find(users), (found, failure) -> {
            IdentityCacheUpdateMessage.Builder update = IdentityCacheUpdateMessage.newBuilder();
            if (failure == null) {
                update.addAllUsers(found.values());
            }
            return new SessionCommand.UsersDescribed(number, update.build());
        });
    }

    private static List<UserKey> keys(Collection<DomainUserIdData> ids) {
        return ids.stream().flatMap(id -> DomainUsers.key(id).stream()).toList();
    }

    /** A command that waits until its users, or those of one before it, have been described. */
    private static final class Pending {

        private final long number;
        private final PresenceCommand command;
        private @Nullable IdentityCacheUpdateMessage users;

        Pending(long number, PresenceCommand command) {
            this.number = number;
            this.command = command;
        }
    }
}
