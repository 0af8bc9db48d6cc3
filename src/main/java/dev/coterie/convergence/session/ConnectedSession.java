package dev.coterie.convergence.session;

import java.time.Instant;

import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.identity.UserType;
import dev.coterie.live.LiveConnection;
import dev.coterie.live.LiveKind;
import dev.coterie.socket.Connection;

/**
 * A client that is connected to this node. Immutable, but for what it has open.
 *
 * @param shownName what others see the user as
 * @param connection what it connects by
 * @param models what it has open
 */
record ConnectedSession(
        String sessionId, UserKey user, String shownName, Connection connection, OpenModels models, Instant since) {

    /** Names of those without an account tell nobody anything, and may be somebody's with one. */
    LiveConnection toLive() {
        return new LiveConnection(
                sessionId,
                LiveKind.DOCUMENTS,
                user.type() == UserType.NORMAL ? user.username() : "",
                shownName,
                connection.address(),
                connection.userAgent(),
                since,
                models.names());
    }
}
