package dev.coterie.convergence.model;

import dev.coterie.cluster.Member;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.wire.core.DomainUserData;

/**
 * A connected session, as models see it. Immutable.
 *
 * @param sessionId unique in the domain, never reused; also the id of {@code member}
 * @param userData what other clients are shown of the user
 */
public record ModelClient(String sessionId, UserKey user, DomainUserData userData, Member<SessionEvent> member) {}
