package dev.coterie.convergence.identity;

import java.util.Collection;
import java.util.concurrent.CompletionStage;

import dev.coterie.convergence.wire.core.DomainUserData;
import dev.coterie.convergence.wire.identity.IdentityCacheUpdateMessage;

/** Whose session a session id was, for ever (section 3.8 of the protocol). Thread-safe; no method blocks. */
public interface SessionDirectory {

    /** The space of the records that it keeps: a session each, with its user as the wire format has them. */
    String RECORDS = "convergence-session";

    /** Remembers a session, and its user as the user is now; done when it is durable. */
    CompletionStage<Void> remember(String sessionId, DomainUserData user);

    /**
     * Describes sessions, live or past, so that a client can resolve them: every session of the collection is in the
     * message, and so is its user. A session that nobody remembers belongs to a placeholder user.
     */
    CompletionStage<IdentityCacheUpdateMessage> describe(Collection<String> sessionIds);
}
