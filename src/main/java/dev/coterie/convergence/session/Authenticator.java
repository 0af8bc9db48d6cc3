package dev.coterie.convergence.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.coterie.account.Account;
import dev.coterie.account.AccountDirectory;
import dev.coterie.account.AccountDirectory.ExternalUser;
import dev.coterie.convergence.identity.AccountCalls;
import dev.coterie.convergence.identity.DomainUsers;
import dev.coterie.convergence.identity.UserType;
import dev.coterie.convergence.identity.Users;
import dev.coterie.convergence.wire.core.ConnectionRequestMessage;
import dev.coterie.convergence.wire.core.ConnectionRequestMessage.PasswordAuthRequestData;
import dev.coterie.convergence.wire.stored.ReconnectRecord;
import dev.coterie.token.TokenRejectedException;
import dev.coterie.token.TokenVerifier;
import dev.coterie.token.VerifiedToken;

/**
 * Finds out who a client is (section 3 of the protocol). Thread-safe; nothing blocks. Empty: not let in; stages fail
 * when it could not be found out.
 */
class Authenticator {

    private static final Logger log = LoggerFactory.getLogger(Authenticator.class);

    private final AccountDirectory accounts;
    private final AccountCalls calls;
    private final TokenVerifier tokens;
    private final Users users;
    private final ReconnectTokens reconnectTokens;
    private final ConvergenceProperties properties;
    private final InstantSource clock;

    Authenticator(
            AccountDirectory accounts,
            AccountCalls calls,
            TokenVerifier tokens,
            Users users,
            ReconnectTokens reconnectTokens,
            ConvergenceProperties properties,
            InstantSource clock) {
        this.accounts = accounts;
        this.calls = calls;
        this.tokens = tokens;
        this.users = users;
        this.reconnectTokens = reconnectTokens;
        this.properties = properties;
        this.clock = clock;
    }

    /** The client's record, with the sessions that it had before; made now unless it reconnects. */
    CompletionStage<Optional<ReconnectRecord>> authenticate(ConnectionRequestMessage request, String address) {
        return switch (request.getAuthCase()) {
            case PASSWORD -> byPassword(request.getPassword(), address);
            case JWT -> byToken(request.getJwt().getJwt());
            case ANONYMOUS ->
                users.makeAnonymous(request.getAnonymous().getDisplayName().getValue())
                        .thenApply(user -> Optional.of(record(0).setUser(user).build()));
            case RECONNECT ->
                byReconnectToken(new ReconnectToken(request.getReconnect().getToken()));
            case AUTH_NOT_SET -> throw new IllegalArgumentException("no way to authenticate");
        };
    }

    private CompletionStage<Optional<ReconnectRecord>> byPassword(PasswordAuthRequestData request, String address) {
        return calls.checkPassword(() -> accounts.authenticate(request.getUsername(), request.getPassword(), address)
                .map(this::record));
    }

    private CompletionStage<Optional<ReconnectRecord>> byToken(String token) {
        return calls.lookUp(() -> verified(token)
                .flatMap(claims -> accounts.admit(externalUser(claims), claims.issuedAt()))
                .map(this::record));
    }

    private Optional<VerifiedToken> verified(String token) {
        try {
            return Optional.of(tokens.verify(token));
        } catch (TokenRejectedException e) {
            log.info("A token was not accepted: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private CompletionStage<Optional<ReconnectRecord>> byReconnectToken(ReconnectToken token) {
        return reconnectTokens
                .find(token)
                .thenCompose(found -> found.isEmpty()
                        ? CompletableFuture.completedStage(Optional.empty())
                        : stillAdmitted(found.get()));
    }

    private CompletionStage<Optional<ReconnectRecord>> stillAdmitted(ReconnectRecord record) {
        boolean normal = DomainUsers.key(record.getUser().getUserId())
                .filter(key -> key.type() == UserType.NORMAL)
                .isPresent();
        if (!normal) {
            return CompletableFuture.completedStage(properties.anonymous() ? Optional.of(record) : Optional.empty());
        }
        String username = record.getUser().getUserId().getUsername();
        return calls.lookUp(() -> accounts.find(username)
                .filter(account -> account.active() && account.id() == record.getAccountId())
                .flatMap(account ->
                        accounts.admit(nothingNew(username), Instant.ofEpochMilli(record.getIssuedAtMillis())))
                .map(account ->
                        record.toBuilder().setUser(DomainUsers.of(account)).build()));
    }

    private ReconnectRecord record(Account account) {
        return record(account.id()).setUser(DomainUsers.of(account)).build();
    }

    private ReconnectRecord.Builder record(long accountId) {
        return ReconnectRecord.newBuilder().setAccountId(accountId).setIssuedAtMillis(clock.millis());
    }

    private static ExternalUser externalUser(VerifiedToken claims) {
        return new ExternalUser(
                claims.username(),
                claims.firstName(),
                claims.lastName(),
                claims.displayName(),
                claims.email(),
                claims.groups());
    }

    private static ExternalUser nothingNew(String username) {
        @Nullable String unchanged = null;
        return new ExternalUser(username, unchanged, unchanged, unchanged, unchanged, null);
    }
}
