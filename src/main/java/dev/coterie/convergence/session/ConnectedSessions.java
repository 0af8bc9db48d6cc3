package dev.coterie.convergence.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.identity.UserType;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.live.LiveConnection;
import dev.coterie.live.LiveConnections;

/** The clients that are connected to this node. Thread-safe; the lock is never held while anything is told or asked. */
class ConnectedSessions implements LiveConnections {

    /** Longer than any authentication takes. */
    private static final Duration REVOCATIONS_KEPT = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Map<String, Live> sessions = new HashMap<>();
    private final Map<String, ActorRef<SessionEvent>> tokenHolders = new HashMap<>();
    private final Map<String, Instant> revocations = new HashMap<>();

    ConnectedSessions(InstantSource clock) {
        this.clock = clock;
    }

    /** How many clients are connected. */
    synchronized int count() {
        return sessions.size();
    }

    @Override
    public List<LiveConnection> all() {
        return sessions().stream().map(ConnectedSession::toLive).toList();
    }

    @Override
    public boolean end(String sessionId) {
        ActorRef<SessionEvent> actor = actor(sessionId);
        if (actor == null) {
            return false;
        }
        actor.tell(new SessionCommand.PutOut());
        return true;
    }

    /** Ends all sessions of somebody with an account, also those that are just being authenticated. */
    void revoke(String username) {
        revoked(new UserKey(UserType.NORMAL, username)).forEach(actor -> actor.tell(new SessionCommand.AccessEnded()));
    }

    /**
     * Adds a session.
     *
     * @param authenticatedSince when the server began to find out who the user is
     * @return false, and nothing added, when the user's access was revoked since then
     */
    synchronized boolean add(ConnectedSession session, ActorRef<SessionEvent> actor, Instant authenticatedSince) {
        Instant revokedAt = session.user().type() == UserType.NORMAL
                ? revocations.get(session.user().username())
                : null;
        if (revokedAt != null && !revokedAt.isBefore(authenticatedSince)) {
            return false;
        }
        sessions.put(session.sessionId(), new Live(session, actor));
        return true;
    }

    synchronized void remove(String sessionId) {
        sessions.remove(sessionId);
    }

    /** Makes a connection the one that holds a reconnect token; empty, or the one that held it before. */
    synchronized Optional<ActorRef<SessionEvent>> claim(ReconnectToken token, ActorRef<SessionEvent> holder) {
        return Optional.ofNullable(tokenHolders.put(token.hash(), holder)).filter(before -> !before.equals(holder));
    }

    /** The connection no longer holds the token, if it still did. */
    synchronized void release(ReconnectToken token, ActorRef<SessionEvent> holder) {
        tokenHolders.remove(token.hash(), holder);
    }

    private synchronized List<ConnectedSession> sessions() {
        return sessions.values().stream().map(Live::session).toList();
    }

    private synchronized @Nullable ActorRef<SessionEvent> actor(String sessionId) {
        Live live = sessions.get(sessionId);
        return live == null ? null : live.actor();
    }

    private synchronized List<ActorRef<SessionEvent>> revoked(UserKey user) {
        Instant now = clock.instant();
        revocations.values().removeIf(at -> at.isBefore(now.minus(REVOCATIONS_KEPT)));
        revocations.put(user.username(), now);
        return sessions.values().stream()
                .filter(live -> live.session().user().equals(user))
                .map(Live::actor)
                .toList();
    }

    private record Live(ConnectedSession session, ActorRef<SessionEvent> actor) {}
}
