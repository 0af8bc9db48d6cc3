package dev.coterie.account;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.stereotype.Component;

import dev.coterie.account.ThrottleEntry.Kind;

/**
 * Slows down who guesses passwords, by account and by address. Thread-safe; of bounded size; each server counts for
 * itself.
 *
 * <p>An attempt is counted before its password is looked at and taken back when the password was right, so that many
 * attempts at once get no further than many in a row. While something is locked attempts are refused and not counted:
 * a lock always ends. An address from which an account has logged in before has its own count for that account, so that
 * a stranger cannot keep somebody out by guessing.
 */
@Component
class LoginThrottle {

    private static final int MAX_KEYS = 100_000;
    private static final Duration KNOWN_ADDRESS = Duration.ofDays(30);

    private final LoginProperties properties;
    private final AccountTime time;
    private final Cache<String, Tries> accounts;
    private final Cache<String, Tries> addresses;
    private final Cache<String, Boolean> knownAddresses;

    LoginThrottle(LoginProperties properties, AccountTime time) {
        this.properties = properties;
        this.time = time;
        this.accounts = cache(properties.forget());
        this.addresses = cache(properties.forget());
        this.knownAddresses = cache(KNOWN_ADDRESS);
    }

    /**
     * Counts an attempt.
     *
     * @return how long to wait, when the password must not even be looked at; empty: go on
     */
    Optional<Duration> attempt(String username, String address) {
        Instant now = time.now();
        String account = accountKey(username, address);
        return Optional.ofNullable(accounts.getIfPresent(account))
                .flatMap(tries -> tries.wait(now))
                .or(() -> count(addresses, network(address), properties.addressFailures(), properties.maxLock(), now))
                .or(() -> count(accounts, account, properties.accountFailures(), properties.lock(), now));
    }

    /** The password was right: forgets what was counted for the account, and this one attempt for the address. */
    void succeeded(String username, String address) {
        accounts.invalidate(accountKey(username, address));
        knownAddresses.put(username + '\n' + network(address), true);
        accounts.invalidate(accountKey(username, address));
        addresses.asMap().computeIfPresent(network(address), (key, tries) -> tries.minusOne());
    }

    /** What is held against anybody now: see {@link ThrottleAdministration#entries}. */
    List<ThrottleEntry> entries(int limit) {
        Instant now = time.now();
        Instant since = now.minus(properties.window());
        return Stream.concat(
                        accounts.asMap().entrySet().stream()
                                .map(account -> account.getValue().of(Kind.ACCOUNT, account.getKey(), now, since)),
                        addresses.asMap().entrySet().stream()
                                .map(address -> address.getValue().of(Kind.ADDRESS, address.getKey(), now, since)))
                .filter(entry -> entry.failures() > 0 || entry.lockedUntil() != null)
                .sorted(Comparator.comparing(
                                ThrottleEntry::lockedUntil, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(ThrottleEntry::failures)
                        .reversed())
                .limit(limit)
                .toList();
    }

    /** Forgets one of the entries: see {@link ThrottleAdministration#clear}. */
    boolean clear(Kind kind, String name, String knownAddress) {
        return switch (kind) {
            case ADDRESS -> addresses.asMap().remove(name) != null;
            case ACCOUNT -> accounts.asMap().remove(knownAddress.isEmpty() ? name : name + '\n' + knownAddress) != null;
        };
    }

    private Optional<Duration> count(
            Cache<String, Tries> cache, String key, int limit, Duration firstLock, Instant now) {
        Tries tries = cache.asMap().compute(key, (ignored, before) -> {
            Tries current = before == null ? Tries.none(now) : before;
            if (current.wait(now).isPresent()) {
                return current;
            }
            Tries counted = current.plusOne(now, properties.window());
            return counted.count() <= limit ? counted : counted.locked(now, lockLength(firstLock, counted.locks()));
        });
        return tries.wait(now);
    }

    private Duration lockLength(Duration first, int locksBefore) {
        Duration length = first.multipliedBy(1L << Math.min(locksBefore, 20));
        return length.compareTo(properties.maxLock()) > 0 ? properties.maxLock() : length;
    }

    private String accountKey(String username, String address) {
        String name =
                username.length() > Names.USERNAME_LENGTH ? username.substring(0, Names.USERNAME_LENGTH) : username;
        String known = name + '\n' + network(address);
        return knownAddresses.getIfPresent(known) == null ? name : known;
    }

    /** The address itself, for IPv6 the /64 network: a customer of any provider has that many addresses. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            // Digits and colons only: no name is looked up.
            return InetAddress.getByName(address.matches("[0-9a-fA-F:.%]+") ? address : "::") instanceof Inet6Address ip
                    ? HexFormat.of().formatHex(Arrays.copyOf(ip.getAddress(), 8))
                    : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private <V> Cache<String, V> cache(Duration expiry) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterWrite(expiry)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(time.now().toEpochMilli()))
                .build();
    }

    /**
     * What was tried. Immutable.
     *
     * @param count attempts in the window that began at {@code since}
     * @param locks how many locks there were already
     */
    private record Tries(int count, Instant since, int locks, Instant lockedUntil) {

        static Tries none(Instant now) {
            return new Tries(0, now, 0, Instant.MIN);
        }

        Optional<Duration> wait(Instant now) {
            return lockedUntil.isAfter(now) ? Optional.of(Duration.between(now, lockedUntil)) : Optional.empty();
        }

        Tries plusOne(Instant now, Duration window) {
            return since.plus(window).isAfter(now)
                    ? new Tries(count + 1, since, locks, lockedUntil)
                    : new Tries(1, now, locks, lockedUntil);
        }

        Tries minusOne() {
            return new Tries(Math.max(0, count - 1), since, locks, lockedUntil);
        }

        ThrottleEntry of(Kind kind, String key, Instant now, Instant windowStart) {
            int end = key.indexOf('\n');
            return new ThrottleEntry(
                    kind,
                    end < 0 ? key : key.substring(0, end),
                    end < 0 ? "" : key.substring(end + 1),
                    since.isAfter(windowStart) ? count : 0,
                    locks,
                    wait(now).isPresent() ? lockedUntil : null);
        }

        Tries locked(Instant now, Duration length) {
            return new Tries(0, now, locks + 1, now.plus(length));
        }
    }
}
