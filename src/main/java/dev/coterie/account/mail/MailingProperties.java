package dev.coterie.account.mail;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Mail to people. It goes out when {@code spring.mail.host}, the sender and {@code coterie.public-url} are all set.
 * Immutable.
 *
 * @param from the sender, for instance {@code Coterie <coterie@example.org>}
 * @param queue how many letters may wait, 1 or more; while so many wait nobody gets another
 * @param attempts how often one letter is tried at most, 1 or more
 * @param retryAfter how long after a failure it is tried again; twice as long after each further one
 */
@ConfigurationProperties("coterie.mail")
record MailingProperties(
        @DefaultValue("") String from,
        @DefaultValue("1000") int queue,
        @DefaultValue("6") int attempts,
        @DefaultValue("30s") Duration retryAfter) {

    MailingProperties {
        if (queue < 1 || attempts < 1) {
            throw new IllegalArgumentException("coterie.mail: one letter and one attempt at least must be allowed");
        }
    }
}
