package dev.coterie.account;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.coterie.account.ThrottleState.Key;
import dev.coterie.account.ThrottleState.Kind;

/**
 * Slows down who guesses passwords, by account and by address. Thread-safe; of bounded size; blocks on the database.
 *
 * <p>An attempt is counted before its password is looked at and taken back when the password was right, so that many
 * attempts at once get no further than many in a row. While something is locked attempts are refused and not counted:
 * a lock always ends. An address from which an account has logged in before has its own count for that account, so that
 * a stranger cannot keep somebody out by guessing.
 *
 * <p>Each server counts for itself. Locks are stored when they are made, so that they outlive the server and hold on all
 * of them, and that a flood of attempts writes little.
 */
@Component
class LoginThrottle {

    private static final int MAX_KEYS = 100_000;
    private static final int ADDRESS_LENGTH = 64;
    private static final Duration KNOWN_ADDRESS = Duration.ofDays(30);
    private static final Duration NOTE_ADDRESS_EVERY = Duration.ofDays(1);

    /** A lock that is stored nowhere after this time was cleared on another server. */
    private static final Duration STORED_WITHIN = Duration.ofSeconds(5);

    private final LoginProperties properties;
    private final AccountTime time;
    private final LoginLocks locks;
    private final Cache<Key, Tries> tries;
    private final Cache<Key, Instant> knownAddresses;

    LoginThrottle(LoginProperties properties, AccountTime time, LoginLocks locks) {
        this.properties = properties;
        this.time = time;
        this.locks = locks;
        this.tries = cache(properties.forget());
        this.knownAddresses = cache(KNOWN_ADDRESS);
    }

    /**
     * Counts an attempt.
     *
     * @return how long to wait, when the password must not even be looked at; empty: go on
     */
    Optional<Duration> attempt(String username, String address) {
        Instant now = time.now();
        Key account = accountKey(username, address, now);
        Key network = new Key(Kind.ADDRESS, network(address), "");
        List<ThrottleState> stored =
                locks.find(isStorable(account) ? List.of(account, network) : List.of(network), now);
        return stored.stream()
                .flatMap(lock -> wait(lock, now).stream())
                .findFirst()
                .or(() -> Optional.ofNullable(tries.getIfPresent(forgetCleared(account, stored, now)))
                        .flatMap(known -> known.wait(now)))
                .or(() -> count(
                        forgetCleared(network, stored, now),
                        stored,
                        properties.addressFailures(),
                        properties.maxLock(),
                        now))
                .or(() -> count(account, stored, properties.accountFailures(), properties.lock(), now));
    }

    /** The password was right: forgets what was counted for the account, and this one attempt for the address. */
    void succeeded(String username, String address) {
        Instant now = time.now();
        forget(accountKey(username, address, now));
        know(username, network(address), now);
        forget(accountKey(username, address, now));
        tries.asMap().computeIfPresent(new Key(Kind.ADDRESS, network(address), ""), (key, before) -> before.minusOne());
    }

    /** What counts now: the stored locks, the longest first, then what only this server has counted. */
    List<ThrottleState> states(int limit) {
        Instant now = time.now();
        Map<Key, ThrottleState> all = new LinkedHashMap<>();
        locks.all(now, limit).forEach(lock -> all.put(lock.key(), lock));
        tries.asMap().forEach((key, counted) -> {
            int failures = counted.since().plus(properties.window()).isAfter(now) ? counted.count() : 0;
            ThrottleState lock = all.get(key);
            boolean shown = lock != null || failures > 0 || counted.wait(now).isPresent();
            if (shown && (lock != null || all.size() < limit)) {
                all.put(
                        key,
                        new ThrottleState(
                                key.kind(),
                                key.name(),
                                key.address(),
                                failures,
                                lock == null ? counted.locks() : lock.locks(),
                                lock == null ? lockedUntil(counted) : lock.lockedUntil()));
            }
        });
        return new ArrayList<>(all.values());
    }

    /**
     * Ends a lock and forgets what was counted.
     *
     * @return false when there was nothing
     */
    boolean clear(Key key) {
        boolean stored = locks.remove(key);
        return tries.asMap().remove(key) != null || stored;
    }

    private Optional<Duration> count(Key key, List<ThrottleState> stored, int limit, Duration firstLock, Instant now) {
        int locksBefore = stored.stream()
                .filter(lock -> lock.key().equals(key))
                .mapToInt(ThrottleState::locks)
                .findFirst()
                .orElse(0);
        boolean[] made = new boolean[1];
        Tries counted = tries.asMap().compute(key, (ignored, before) -> {
            made[0] = false;
            Tries current = before == null ? Tries.none(now, locksBefore) : before;
            if (current.wait(now).isPresent()) {
                return current;
            }
            Tries next = current.plusOne(now, properties.window());
            made[0] = next.count() > limit;
            return made[0] ? next.locked(now, lockLength(firstLock, next.locks())) : next;
        });
        if (made[0] && isStorable(key)) {
            ThrottleState lock =
                    new ThrottleState(key.kind(), key.name(), key.address(), 0, counted.locks(), counted.lockedUntil());
            locks.put(lock, now, now.plus(properties.forget()));
        }
        return counted.wait(now);
    }

    private Duration lockLength(Duration first, int locksBefore) {
        Duration length = first.multipliedBy(1L << Math.min(locksBefore, 20));
        return length.compareTo(properties.maxLock()) > 0 ? properties.maxLock() : length;
    }

    /** Lets go of a lock of our own that somebody has cleared on another server. */
    private Key forgetCleared(Key key, List<ThrottleState> stored, Instant now) {
        if (isStorable(key) && stored.stream().noneMatch(lock -> lock.key().equals(key))) {
            tries.asMap()
                    .computeIfPresent(
                            key,
                            (ignored, before) -> before.wait(now).isPresent()
                                            && before.since()
                                                    .plus(STORED_WITHIN)
                                                    .isBefore(now)
                                    ? null
                                    : before);
        }
        return key;
    }

    private void forget(Key account) {
        Tries before = tries.asMap().remove(account);
        if (before != null && before.locks() > 0 && isStorable(account)) {
            locks.remove(account);
        }
    }

    private void know(String username, String network, Instant now) {
        Key known = new Key(Kind.ACCOUNT, username, network);
        Instant noted = knownAddresses.getIfPresent(known);
        if (noted == null || noted.plus(NOTE_ADDRESS_EVERY).isBefore(now)) {
            knownAddresses.put(known, now);
            locks.know(username, network, now, now.minus(KNOWN_ADDRESS));
        }
    }

    private Key accountKey(String username, String address, Instant now) {
        String name =
                username.length() > Names.USERNAME_LENGTH ? username.substring(0, Names.USERNAME_LENGTH) : username;
        Key known = new Key(Kind.ACCOUNT, name, network(address));
        boolean isKnown = knownAddresses.getIfPresent(known) != null
                || (isStorable(known) && locks.isKnown(name, known.address(), now.minus(KNOWN_ADDRESS)));
        return isKnown ? known : new Key(Kind.ACCOUNT, name, "");
    }

    /** Names that nobody can have are tried, too; no column takes them. */
    private static boolean isStorable(Key key) {
        return Names.isStorable(key.name());
    }

    private static Optional<Duration> wait(ThrottleState lock, Instant now) {
        Instant until = Objects.requireNonNullElse(lock.lockedUntil(), Instant.MIN);
        return until.isAfter(now) ? Optional.of(Duration.between(now, until)) : Optional.empty();
    }

    private static @Nullable Instant lockedUntil(Tries counted) {
        return counted.lockedUntil().equals(Instant.MIN) ? null : counted.lockedUntil();
    }

    /** The address itself, for IPv6 the /64 network: a customer of any provider has that many addresses. */
    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return Names.clean(address, ADDRESS_LENGTH);
        }
        try {
            // Digits and colons only: no name is looked up.
            return InetAddress.getByName(address.matches("[0-9a-fA-F:.%]+") ? address : "::") instanceof Inet6Address ip
                    ? HexFormat.of().formatHex(Arrays.copyOf(ip.getAddress(), 8))
                    : Names.clean(address, ADDRESS_LENGTH);
        } catch (UnknownHostException e) {
            return Names.clean(address, ADDRESS_LENGTH);
        }
    }

    private <V> Cache<Key, V> cache(Duration expiry) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterWrite(expiry)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(time.now().toEpochMilli()))
                .build();
    }
}
