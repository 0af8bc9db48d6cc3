package dev.coterie.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may make an account for themselves. Immutable.
 *
 * @param signUp who may sign up: {@code off} (nobody), {@code invitation} (whoever has a link that somebody made who may
 *     add users) or {@code open} (as well everybody with an e-mail address; needs mail)
 */
@ConfigurationProperties("coterie")
public record SignUpProperties(@DefaultValue("off") SignUpMode signUp) {

    /** Who may sign up. */
    public enum SignUpMode {
        /** Nobody. */
        OFF,
        /** Whoever is invited. */
        INVITATION,
        /** Everybody whose e-mail address is known to be theirs, and whoever is invited. */
        OPEN
    }
}
