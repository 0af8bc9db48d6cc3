package dev.coterie.omnibus;

import java.net.URI;
import java.time.Clock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the state for whoever wants to see it, and logs each change of it once. Written by one thread, read by all. */
class StatusBoard {

    private static final Logger log = LoggerFactory.getLogger(StatusBoard.class);

    private final URI server;
    private final Clock clock;
    private volatile OmnibusStatus status;

    StatusBoard(URI server, Clock clock) {
        this.server = server;
        this.clock = clock;
        this.status = new OmnibusStatus(OmnibusState.WAITING_FOR_SERVER, clock.instant(), "");
        log.info("Convergence server {}: {}", server, status.state());
    }

    OmnibusStatus current() {
        return status;
    }

    /** @param problem one line without secrets, possibly empty */
    void report(OmnibusState state, String problem) {
        OmnibusStatus before = status;
        if (before.state() == state) {
            status = new OmnibusStatus(state, before.since(), problem);
            return;
        }
        status = new OmnibusStatus(state, clock.instant(), problem);
        String reason = problem.isEmpty() ? "" : " (" + problem + ")";
        if (state == OmnibusState.WRONG_ADMIN_PASSWORD) {
            log.error("Convergence server {}: {}{}; is coterie.omnibus.password right?", server, state, reason);
        } else {
            log.info("Convergence server {}: {}{}", server, state, reason);
        }
    }
}
