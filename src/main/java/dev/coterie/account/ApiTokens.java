package dev.coterie.account;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.coterie.account.AdminEntry.Kind;
import dev.coterie.account.Refusal.Reason;

/**
 * The tokens that people make for their programs. Only their hashes are stored. They outlive a change of the password; who
 * signs out everywhere ends them too, and while an account is inactive they open nothing. Thread-safe; blocks on the
 * database.
 */
@Component
public class ApiTokens {

    private static final Duration NOTE_USE_EVERY = Duration.ofMinutes(1);
    private static final List<Integer> LIFETIMES = List.of(7, 30, 90, 180, 365);

    private final ApiTokenRepository tokens;
    private final AccountRepository accounts;
    private final ApiTokenProperties properties;
    private final AccountTime time;
    private final AdminLog log;
    private final TransactionTemplate transactions;
    private final SecureRandom random = new SecureRandom();

    ApiTokens(
            ApiTokenRepository tokens,
            AccountRepository accounts,
            ApiTokenProperties properties,
            AccountTime time,
            AdminLog log,
            TransactionTemplate transactions) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.properties = properties;
        this.time = time;
        this.log = log;
        this.transactions = transactions;
    }

    /** The tokens of an account, the oldest first, expired ones too. */
    public List<ApiToken> of(Account owner) {
        return tokens.findByAccount(owner.id()).stream()
                .map(ApiTokenEntity::toToken)
                .toList();
    }

    public boolean isExpired(ApiToken token) {
        return !token.expiresAt().isAfter(time.now());
    }

    /** In days, ascending, how long a token may be made to live. */
    public List<Integer> lifetimes() {
        int most = Math.toIntExact(properties.maxLifetime().toDays());
        return Stream.concat(LIFETIMES.stream(), Stream.of(most))
                .filter(days -> days <= most)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Makes a token.
     *
     * @param days one of {@link #lifetimes}
     * @throws RefusedException with the fields {@code name}, {@code scopes} or {@code days}
     */
    public ApiToken.Made make(Account self, String name, Set<ApiScope> scopes, int days) {
        String clean = Names.clean(name, ApiTokenEntity.NAME_LENGTH);
        if (clean.isEmpty()) {
            throw new RefusedException(Refusal.of("name", Reason.TOKEN_NAME_INVALID));
        }
        if (scopes.isEmpty()) {
            throw new RefusedException(Refusal.of("scopes", Reason.TOKEN_SCOPES_NONE));
        }
        if (!lifetimes().contains(days)) {
            throw new RefusedException(Refusal.of("days", Reason.TOKEN_LIFETIME_INVALID));
        }
        String secret = ApiTokenSecret.random(random);
        try {
            return new ApiToken.Made(
                    Objects.requireNonNull(
                            transactions.execute(status -> store(self, clean, secret, scopes, Duration.ofDays(days)))),
                    secret);
        } catch (DataIntegrityViolationException e) {
            // Another window was faster.
            throw new RefusedException(Refusal.of("name", Reason.TOKEN_NAME_TAKEN));
        }
    }

    private ApiToken store(Account self, String name, String secret, Set<ApiScope> scopes, Duration lifetime) {
        AccountEntity owner = accounts.findById(self.id())
                .orElseThrow(() -> new RefusedException(Refusal.of(Reason.NO_SUCH_ACCOUNT)));
        List<ApiTokenEntity> before = tokens.findByAccount(self.id());
        if (before.stream().anyMatch(token -> token.name().equals(name))) {
            throw new RefusedException(Refusal.of("name", Reason.TOKEN_NAME_TAKEN));
        }
        if (before.size() >= properties.maxPerAccount()) {
            throw new RefusedException(Refusal.of("", Reason.TOKENS_TOO_MANY, properties.maxPerAccount()));
        }
        Instant now = time.now();
        ApiToken made = tokens.saveAndFlush(
                        new ApiTokenEntity(owner, name, ApiTokenSecret.hash(secret), scopes, now, now.plus(lifetime)))
                .toToken();
        log.note(self, AdminAction.TOKEN_ADDED, Kind.API_TOKEN, made.id(), name);
        return made;
    }

    /** @return false when the account has no such token */
    public boolean revoke(Account self, long id) {
        return revoke(self, self.id(), id);
    }

    /** @return false when the owner has no such token */
    boolean revoke(Account actor, long ownerId, long id) {
        return Boolean.TRUE.equals(transactions.execute(status -> tokens.findOwn(id, ownerId)
                .map(token -> {
                    tokens.delete(token);
                    log.note(actor, AdminAction.TOKEN_REMOVED, Kind.API_TOKEN, id, token.name());
                    return true;
                })
                .orElse(false)));
    }

    /** Whether a text looks like a token at all. */
    public static boolean isToken(String text) {
        return text.startsWith(ApiTokenSecret.PREFIX);
    }

    /** Who may go on with a token: empty when it is unknown or expired, or its owner inactive. */
    public Optional<ApiToken.Bearer> authenticate(String secret) {
        if (!ApiTokenSecret.isOne(secret)) {
            return Optional.empty();
        }
        return Objects.requireNonNull(transactions.execute(status -> {
            Instant now = time.now();
            return tokens.findByHash(ApiTokenSecret.hash(secret))
                    .filter(token ->
                            token.expiresAt().isAfter(now) && token.account().active())
                    .map(token -> {
                        Instant last = token.lastUsedAt();
                        if (last == null || last.plus(NOTE_USE_EVERY).isBefore(now)) {
                            token.lastUsedAt(now);
                        }
                        return new ApiToken.Bearer(token.account().toAccount(), token.scopes());
                    });
        }));
    }
}
