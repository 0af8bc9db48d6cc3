package dev.coterie.omnibus;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Shows on {@code /actuator/health} how far the registration of our key is. Thread-safe. */
class OmnibusHealthIndicator implements HealthIndicator {

    private final StatusBoard board;

    OmnibusHealthIndicator(StatusBoard board) {
        this.board = board;
    }

    @Override
    public Health health() {
        OmnibusStatus status = board.current();
        Health.Builder health = switch (status.state()) {
            case READY -> Health.up();
            case WAITING_FOR_SERVER, REGISTERING -> Health.outOfService();
            case WRONG_ADMIN_PASSWORD -> Health.down();
        };
        health.withDetail("state", status.state().toString())
                .withDetail("since", status.since().toString());
        if (!status.problem().isEmpty()) {
            health.withDetail("problem", status.problem());
        }
        return health.build();
    }
}
