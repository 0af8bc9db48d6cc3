package dev.coterie.account.web;

import java.util.List;

import dev.coterie.account.Refusal;
import dev.coterie.account.RefusedException;

/** Who they are was shown too long ago for what they want to do, or has just not been shown. */
class StaleLoginException extends RuntimeException {

    private final transient List<Refusal> refusals;

    StaleLoginException() {
        this.refusals = List.of();
    }

    /** @param refused what was wrong with the password */
    StaleLoginException(RefusedException refused) {
        super(refused);
        this.refusals = refused.refusals();
    }

    List<Refusal> refusals() {
        return refusals;
    }
}
