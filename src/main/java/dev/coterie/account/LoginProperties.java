package dev.coterie.account;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient the login is with wrong passwords, and how long a login lasts.
 *
 * @param accountFailures so many wrong passwords for one account lock it
 * @param addressFailures so many wrong passwords from one address (IPv6: one /64 network) lock the address
 * @param window the time in which they are counted
 * @param lock how long the first lock of an account lasts; each further one twice as long as the one before
 * @param maxLock how long a lock of an account lasts at most, and each lock of an address
 * @param forget so long after the last wrong password all of it is forgotten
 * @param sessionTimeout so long after the last page a login ends
 * @param fresh so long after a password was given nothing asks for it again; then what is dangerous does
 * @param basic on which connections programs may send a name and a password (HTTP Basic): secure (by TLS, or from this
 *     machine itself), always or never
 */
@ConfigurationProperties("coterie.login")
public record LoginProperties(
        @DefaultValue("5") int accountFailures,
        @DefaultValue("30") int addressFailures,
        @DefaultValue("5m") Duration window,
        @DefaultValue("1m") Duration lock,
        @DefaultValue("15m") Duration maxLock,
        @DefaultValue("1h") Duration forget,
        @DefaultValue("14d") Duration sessionTimeout,
        @DefaultValue("15m") Duration fresh,
        @DefaultValue("secure") BasicPolicy basic) {

    public LoginProperties {
        if (accountFailures < 1 || addressFailures < 1) {
            throw new IllegalArgumentException("coterie.login: one failure at least must be allowed");
        }
    }
}
