package dev.coterie.account;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.function.SingletonSupplier;

/**
 * What a refused login computes besides, so that the time it takes does not tell who has an account. Thread-safe.
 *
 * <p>A hash that came from elsewhere takes another time than one of ours. As long as there are such hashes every refused
 * login computes one of each kind: the account's own and a decoy of the other kind. A name without such a hash gets one
 * that is stored for somebody else, by chance but always the same, so that unknown names take as long as known ones do,
 * and differ among themselves as those do.
 */
final class Decoys {

    private static final String IMPORTED = "{" + AccountConfiguration.DJANGO_HASHES + "}";
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final Supplier<List<String>> stored;
    private final AccountTime time;
    private final SingletonSupplier<String> own;
    private final int seed = new SecureRandom().nextInt();
    private volatile Sample imported = new Sample(Instant.MIN, List.of());

    /** @param stored some of the hashes that came from elsewhere; asked once a minute at most */
    Decoys(PasswordEncoder encoder, Supplier<List<String>> stored, AccountTime time) {
        this.stored = stored;
        this.time = time;
        // Not before it is needed: making a hash is slow on purpose, and would hold up the start.
        this.own = SingletonSupplier.of(() -> Objects.requireNonNull(encoder.encode("nobody's password")));
    }

    /** What is checked when there is nothing to check. */
    String own() {
        return own.obtain();
    }

    /** What is to be checked as well when a login was refused after a check against a hash. */
    Optional<String> besides(String username, String checked) {
        if (checked.startsWith(IMPORTED)) {
            return Optional.of(own());
        }
        List<String> hashes = imported();
        return hashes.isEmpty()
                ? Optional.empty()
                : Optional.of(hashes.get(new SplittableRandom(seed ^ username.hashCode()).nextInt(hashes.size())));
    }

    private List<String> imported() {
        Instant now = time.now();
        Sample known = imported;
        if (known.lookAgainAt().isAfter(now)) {
            return known.hashes();
        }
        Sample fresh = new Sample(now.plus(LOOK_EVERY), stored.get());
        imported = fresh;
        return fresh.hashes();
    }

    private record Sample(Instant lookAgainAt, List<String> hashes) {}
}
