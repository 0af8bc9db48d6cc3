package dev.coterie.convergence.session;

import java.time.Duration;
import java.util.Map;

import com.google.protobuf.Value;
import org.apache.pekko.actor.DeadLetterSuppression;

import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.wire.Inbound;
import dev.coterie.convergence.wire.identity.IdentityCacheUpdateMessage;

/** What a session is told from within its own room. Late ones find no session any more, which is nothing to report. */
sealed interface SessionCommand extends SessionEvent, DeadLetterSuppression {

    /** The client sent a message. */
    record Received(Inbound inbound) implements SessionCommand {}

    /** The client sent what no client may send. */
    record ReceivedIllegal(String rule) implements SessionCommand {}

    /** The client sent something that means nothing. */
    record Heard() implements SessionCommand {}

    /** The client has sent operations too fast: nothing is read until so long from now. */
    record HeldBack(Duration pause) implements SessionCommand {}

    /** The client has waited long enough. */
    record ReadOn() implements SessionCommand {}

    /** The socket is gone. */
    record SocketClosed() implements SessionCommand {}

    /** The client did not say who it is, or we did not find out. */
    record TooLate() implements SessionCommand {}

    /** It is known who the client is, or is not. */
    record Decided(Admission admission) implements SessionCommand {}

    /** Presence knows the session; the user had this state. */
    record PresenceJoined(Map<String, Value> state) implements SessionCommand {}

    /** Another connection shows the same reconnect token: this one is to end. */
    record Superseded() implements SessionCommand {}

    /** The connection that had the same reconnect token has ended. */
    record PredecessorGone() implements SessionCommand {}

    /** The user's access was revoked. */
    record AccessEnded() implements SessionCommand {}

    /** An administrator ends this one connection. */
    record PutOut() implements SessionCommand {}

    /** The client's reconnect token is worthless now, if the database could be reached. */
    record TokenForgotten() implements SessionCommand {}

    /** Time to see whether the client is still there. */
    record HeartbeatDue() implements SessionCommand {}

    /** The client did not answer a request of ours. */
    record AnswerOverdue(int requestId) implements SessionCommand {}

    /** The users of a presence request are known; empty when they could not be found out. */
    record UsersDescribed(long requestNumber, IdentityCacheUpdateMessage users) implements SessionCommand {}
}
