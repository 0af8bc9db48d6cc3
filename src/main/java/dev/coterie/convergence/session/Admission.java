package dev.coterie.convergence.session;

import java.util.List;

import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.wire.core.DomainUserData;

/** What came of a client's wish to be let in. Immutable. */
sealed interface Admission {

    /**
     * The client is somebody; its session and its token are durable.
     *
     * @param formerSessionIds the sessions that it had with its reconnect token before, oldest first
     * @param keepsCopies whether it is known to keep copies of models, to be used offline
     */
    record Admitted(
            UserKey user,
            DomainUserData userData,
            String sessionId,
            ReconnectToken token,
            List<String> formerSessionIds,
            boolean keepsCopies)
            implements Admission {}

    /** The client stays out. */
    record Refused(FailureCode code, String details) implements Admission {}
}
