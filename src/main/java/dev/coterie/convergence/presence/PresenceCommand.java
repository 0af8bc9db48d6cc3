package dev.coterie.convergence.presence;

import java.util.List;
import java.util.Map;

import com.google.protobuf.Value;
import org.apache.pekko.actor.typed.ActorRef;

import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.wire.core.DomainUserData;

/** What sessions tell presence (section 2 of the services reference). */
public sealed interface PresenceCommand {

    /**
     * A session is about to be connected.
     *
     * @param joined makes what the session is told first, from the state that its user had before
     */
    record Join(String sessionId, UserKey user, DomainUserData userData, ActorRef<SessionEvent> session, Joined joined)
            implements PresenceCommand {}

    /** The session is gone, with its subscriptions. */
    record Leave(String sessionId) implements PresenceCommand {}

    record SetState(String sessionId, Map<String, Value> state) implements PresenceCommand {}

    record RemoveState(String sessionId, List<String> keys) implements PresenceCommand {}

    record ClearState(String sessionId) implements PresenceCommand {}

    /** Asks for presences once; the answer is a {@code presenceResponse} with the request id. */
    record Ask(String sessionId, int requestId, List<UserKey> users) implements PresenceCommand {}

    /** Asks for presences from now on; the answer is a {@code presenceSubscribeResponse} with the request id. */
    record Subscribe(String sessionId, int requestId, List<UserKey> users) implements PresenceCommand {}

    record Unsubscribe(String sessionId, List<UserKey> users) implements PresenceCommand {}

    /** How a session wants to be told that it has joined. */
    @FunctionalInterface
    interface Joined {
        SessionEvent event(Map<String, Value> state);
    }
}
