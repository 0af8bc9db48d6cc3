package dev.coterie.account;

import java.time.Duration;

/** What became of an attempt to log in. */
public sealed interface LoginOutcome {

    /** The password was right. */
    record Admitted(AccountPrincipal principal) implements LoginOutcome {}

    /** Unknown or inactive account, wrong password, or none at all: which, is not told. */
    record Refused() implements LoginOutcome {}

    /** Too many wrong passwords before; this one was not looked at. */
    record Throttled(Duration retryAfter) implements LoginOutcome {}
}
