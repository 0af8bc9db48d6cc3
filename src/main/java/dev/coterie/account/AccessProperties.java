package dev.coterie.account;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The links by which people get in without a password, and how often they may ask for one. Immutable.
 *
 * @param resetLifetime how long the link in a mail for a forgotten password is valid
 * @param oneTimeLinkLifetime how long a link is valid that an administrator makes for somebody who forgot the password
 * @param signUpLifetime how long the link in the mail is valid that a sign-up is finished with
 * @param mailsPerAccount so many mails an hour go to one account or address; more are not sent, and nobody is told
 * @param requestsPerAddress so often an hour people may ask for a mail, for a forgotten password and for a sign-up each,
 *     from one network address (IPv6: one /64 network)
 * @param triesPerLink so often an hour somebody who signs up by one link may ask for a username that is taken
 */
@ConfigurationProperties("coterie.account")
record AccessProperties(
        @DefaultValue("1h") Duration resetLifetime,
        @DefaultValue("1d") Duration oneTimeLinkLifetime,
        @DefaultValue("1d") Duration signUpLifetime,
        @DefaultValue("3") int mailsPerAccount,
        @DefaultValue("20") int requestsPerAddress,
        @DefaultValue("20") int triesPerLink) {

    AccessProperties {
        if (mailsPerAccount < 1 || requestsPerAddress < 1 || triesPerLink < 1) {
            throw new IllegalArgumentException("coterie.account: one of each at least must be allowed");
        }
    }
}
