package dev.coterie.convergence.session;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.coterie.account.AccessRevoked;

/** Ends what somebody has open when their access is revoked. Thread-safe. */
@Component
class AccessRevokedListener {

    private static final Logger log = LoggerFactory.getLogger(AccessRevokedListener.class);

    private final ConnectedSessions connected;
    private final ReconnectTokens tokens;

    AccessRevokedListener(ConnectedSessions connected, ReconnectTokens tokens) {
        this.connected = connected;
        this.tokens = tokens;
    }

    @EventListener
    void revoked(AccessRevoked event) {
        connected.revoke(event.username());
        tokens.removeAll(event.username()).whenComplete((done, failure) -> {
            if (failure != null) {
                log.error("The reconnect tokens of a user whose access was revoked are still stored", failure);
            }
        });
    }
}
