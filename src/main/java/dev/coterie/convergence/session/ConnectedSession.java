package dev.coterie.convergence.session;

import java.time.Instant;

import dev.coterie.convergence.identity.UserKey;

/**
 * A client that is connected to this node. Immutable.
 *
 * @param shownName what others see the user as
 * @param address where the client connects from
 */
public record ConnectedSession(String sessionId, UserKey user, String shownName, String address, Instant since) {}
