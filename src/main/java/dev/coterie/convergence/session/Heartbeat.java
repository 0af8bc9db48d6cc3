package dev.coterie.convergence.session;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

import dev.coterie.convergence.model.SessionEvent;

/**
 * Notices when a client has gone silent (section 1.3 of the protocol). One timer runs at a time, not one for each
 * message. Confined to the session's actor.
 */
final class Heartbeat {

    private final TimerScheduler<SessionEvent> timers;
    private final LongSupplier nanoClock;
    private final long pingAfterNanos;
    private final long deadAfterNanos;
    private long heardAtNanos;
    private boolean pinged;

    Heartbeat(TimerScheduler<SessionEvent> timers, LongSupplier nanoClock, Duration pingAfter, Duration pongWithin) {
        this.timers = timers;
        this.nanoClock = nanoClock;
        this.pingAfterNanos = pingAfter.toNanos();
        this.deadAfterNanos = pingAfter.plus(pongWithin).toNanos();
        this.heardAtNanos = nanoClock.getAsLong();
        next(pingAfterNanos);
    }

    void heard() {
        heardAtNanos = nanoClock.getAsLong();
        pinged = false;
    }

    /** What is to be done now that the timer has run out. */
    Verdict due() {
        long silentNanos = nanoClock.getAsLong() - heardAtNanos;
        if (silentNanos >= deadAfterNanos) {
            return Verdict.DEAD;
        }
        if (silentNanos >= pingAfterNanos) {
            next(deadAfterNanos - silentNanos);
            boolean again = pinged;
            pinged = true;
            return again ? Verdict.WAIT : Verdict.PING;
        }
        next(pingAfterNanos - silentNanos);
        return Verdict.WAIT;
    }

    private void next(long nanos) {
        timers.startSingleTimer(new SessionCommand.HeartbeatDue(), Duration.ofNanos(nanos));
    }

    enum Verdict {
        WAIT,
        PING,
        DEAD
    }
}
