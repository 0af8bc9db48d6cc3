package dev.coterie.account.web;

import java.time.Duration;

import org.springframework.security.authentication.LockedException;

/** The password was not looked at: there were too many wrong ones before. */
class TooManyAttemptsException extends LockedException {

    private final Duration retryAfter;

    TooManyAttemptsException(Duration retryAfter) {
        super("Too many attempts");
        this.retryAfter = retryAfter;
    }

    /** Whole seconds, at least 1. */
    long retryAfterSeconds() {
        return Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }
}
