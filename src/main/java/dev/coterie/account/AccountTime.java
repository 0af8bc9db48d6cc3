package dev.coterie.account;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The time, as exact as the database keeps it: what was written compares equal to what is read. Thread-safe. */
@Component
public class AccountTime {

    private final Clock clock;

    AccountTime(ObjectProvider<Clock> clock) {
        this.clock = clock.getIfUnique(Clock::systemUTC);
    }

    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
