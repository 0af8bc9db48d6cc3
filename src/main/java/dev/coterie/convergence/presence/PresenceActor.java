package dev.coterie.convergence.presence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.protobuf.Value;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

import dev.coterie.convergence.identity.DomainUsers;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.core.DomainUserData;
import dev.coterie.convergence.wire.presence.UserPresenceData;

/**
 * Who is here, with which state, and who wants to know; in memory alone. State is confined to the actor. Sessions must
 * have been told of the users that they ask about before they ask.
 */
public final class PresenceActor extends AbstractBehavior<PresenceCommand> {

    /** Users that one session may be subscribed to. */
    private static final int MAX_SUBSCRIPTIONS = 10_000;

    private final Map<UserKey, UserPresence> present = new HashMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<UserKey, Map<String, Session>> subscribers = new HashMap<>();

    private PresenceActor(ActorContext<PresenceCommand> context) {
        super(context);
    }

    public static Behavior<PresenceCommand> create() {
        return Behaviors.setup(PresenceActor::new);
    }

    @Override
    public Receive<PresenceCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(PresenceCommand.Join.class, this::join)
                .onMessage(PresenceCommand.Leave.class, this::leave)
                .onMessage(PresenceCommand.SetState.class, this::setState)
                .onMessage(PresenceCommand.RemoveState.class, this::removeState)
                .onMessage(PresenceCommand.ClearState.class, this::clearState)
                .onMessage(PresenceCommand.Ask.class, this::ask)
                .onMessage(PresenceCommand.Subscribe.class, this::subscribe)
                .onMessage(PresenceCommand.Unsubscribe.class, this::unsubscribe)
                .build();
    }

    private Behavior<PresenceCommand> join(PresenceCommand.Join command) {
        UserKey user = command.user();
        Session session = new Session(command.sessionId(), user, command.session(), new HashSet<>());
        sessions.put(session.id(), session);
        UserPresence presence = present.computeIfAbsent(user, key -> new UserPresence());
        session.actor().tell(command.joined().event(presence.state()));
        subscribe(session, user);
        if (presence.enter(session.id())) {
            publishAvailable(user, command.userData());
        } else {
            session.actor().tell(new SessionEvent.Send(PresenceFrames.available(user, true)));
        }
        return this;
    }

    private Behavior<PresenceCommand> leave(PresenceCommand.Leave command) {
        Session session = sessions.remove(command.sessionId());
        if (session == null) {
            return this;
        }
        Set.copyOf(session.subscriptions()).forEach(user -> unsubscribe(session, user));
        UserPresence presence = present.get(session.user());
        if (presence != null && presence.leave(session.id())) {
            present.remove(session.user());
            publish(session.user(), PresenceFrames.available(session.user(), false));
        }
        return this;
    }

    private Behavior<PresenceCommand> setState(PresenceCommand.SetState command) {
        Session session = sessions.get(command.sessionId());
        UserPresence presence = session == null ? null : present.get(session.user());
        if (session == null || presence == null) {
            return this;
        }
        if (presence.set(command.state())) {
            publish(session.user(), PresenceFrames.set(session.user(), command.state()));
        } else {
            session.actor()
                    .tell(new SessionEvent.Send(Frames.errorNotice(
                            ErrorCode.INVALID_MESSAGE, "The presence state is too large", Map.of())));
        }
        return this;
    }

    private Behavior<PresenceCommand> removeState(PresenceCommand.RemoveState command) {
        Session session = sessions.get(command.sessionId());
        UserPresence presence = session == null ? null : present.get(session.user());
        if (session != null && presence != null) {
            presence.remove(command.keys());
            publish(session.user(), PresenceFrames.removed(session.user(), command.keys()));
        }
        return this;
    }

    private Behavior<PresenceCommand> clearState(PresenceCommand.ClearState command) {
        Session session = sessions.get(command.sessionId());
        UserPresence presence = session == null ? null : present.get(session.user());
        if (session != null && presence != null) {
            presence.clear();
            publish(session.user(), PresenceFrames.cleared(session.user()));
        }
        return this;
    }

    private Behavior<PresenceCommand> ask(PresenceCommand.Ask command) {
        Session session = sessions.get(command.sessionId());
        if (session != null) {
            session.actor()
                    .tell(new SessionEvent.Send(
                            PresenceFrames.answer(command.requestId(), presences(command.users()))));
        }
        return this;
    }

    private Behavior<PresenceCommand> subscribe(PresenceCommand.Subscribe command) {
        Session session = sessions.get(command.sessionId());
        if (session == null) {
            return this;
        }
        if (session.subscriptions().size() + command.users().size() > MAX_SUBSCRIPTIONS) {
            session.actor()
                    .tell(new SessionEvent.Send(Frames.error(
                            command.requestId(), ErrorCode.INVALID_MESSAGE, "Too many presence subscriptions")));
            return this;
        }
        command.users().forEach(user -> subscribe(session, user));
        session.actor()
                .tell(new SessionEvent.Send(
                        PresenceFrames.subscribed(command.requestId(), presences(command.users()))));
        return this;
    }

    private Behavior<PresenceCommand> unsubscribe(PresenceCommand.Unsubscribe command) {
        Session session = sessions.get(command.sessionId());
        if (session != null) {
            command.users().forEach(user -> unsubscribe(session, user));
        }
        return this;
    }

    private void subscribe(Session session, UserKey user) {
        session.subscriptions().add(user);
        subscribers.computeIfAbsent(user, key -> new LinkedHashMap<>()).put(session.id(), session);
    }

    private void unsubscribe(Session session, UserKey user) {
        session.subscriptions().remove(user);
        subscribers.computeIfPresent(user, (key, audience) -> {
            audience.remove(session.id());
            return audience.isEmpty() ? null : audience;
        });
    }

    private List<UserPresenceData> presences(List<UserKey> users) {
        return users.stream().map(this::presence).toList();
    }

    private UserPresenceData presence(UserKey user) {
        UserPresence presence = present.get(user);
        Map<String, Value> state = presence == null ? Map.of() : presence.state();
        return UserPresenceData.newBuilder()
                .setUser(DomainUsers.id(user))
                .setAvailable(presence != null)
                .putAllState(state)
                .build();
    }

    /** Subscribers may have asked before the user existed, or had another name: describe the user first. */
    private void publishAvailable(UserKey user, DomainUserData userData) {
        publish(user, PresenceFrames.identity(userData));
        publish(user, PresenceFrames.available(user, true));
    }

    private void publish(UserKey user, byte[] frame) {
        SessionEvent event = new SessionEvent.Send(frame);
        subscribers
                .getOrDefault(user, Map.of())
                .values()
                .forEach(session -> session.actor().tell(event));
    }

    /** A connected session and the users that it wants to know about. */
    private record Session(String id, UserKey user, ActorRef<SessionEvent> actor, Set<UserKey> subscriptions) {}
}
