package dev.coterie.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

import dev.coterie.account.SignInOutcome.Admitted;
import dev.coterie.account.SignInOutcome.Inactive;
import dev.coterie.account.SignInOutcome.Unknown;

/**
 * Letting in whom a provider vouches for. Thread-safe; blocks on the database.
 *
 * <p>Who somebody is, issuer and subject tell and nothing else: names can be chosen at many providers. An account that
 * exists is only handed over by its verified address, when that is wanted at all, and that of staff never.
 */
@Component
public class ProviderSignIn {

    private final AccountRepository accounts;
    private final IdentityRepository identities;
    private final Identities links;
    private final ApiTokenRepository tokens;
    private final FreeUsername usernames;
    private final AccountMaker maker;
    private final ProviderRights rights;
    private final OidcProperties properties;
    private final AccountTime time;
    private final Revocations revocations;

    ProviderSignIn(
            AccountRepository accounts,
            IdentityRepository identities,
            Identities links,
            ApiTokenRepository tokens,
            FreeUsername usernames,
            AccountMaker maker,
            ProviderRights rights,
            OidcProperties properties,
            AccountTime time,
            Revocations revocations) {
        this.accounts = accounts;
        this.identities = identities;
        this.links = links;
        this.tokens = tokens;
        this.usernames = usernames;
        this.maker = maker;
        this.rights = rights;
        this.properties = properties;
        this.time = time;
        this.revocations = revocations;
    }

    /** @param provenAt when the person showed the provider who they are; null: it does not say, so long ago perhaps */
    public SignInOutcome signIn(ProviderUser user, @Nullable Instant provenAt) {
        SignInOutcome outcome = signIn(user);
        if (outcome instanceof Admitted admitted) {
            Instant now = admitted.principal().authenticatedAt();
            Instant proven = Objects.requireNonNullElse(provenAt, Instant.EPOCH);
            return new Admitted(admitted.principal().provenAt(proven.isAfter(now) ? now : proven));
        }
        return outcome;
    }

    private SignInOutcome signIn(ProviderUser user) {
        if (!user.isStorable()) {
            return new Unknown();
        }
        try {
            return once(user);
        } catch (DataIntegrityViolationException e) {
            // The same person somewhere else, or somebody of the same name, was a moment quicker.
            return once(user);
        }
    }

    private SignInOutcome once(ProviderUser user) {
        List<SignInOutcome> outcomes = new ArrayList<>();
        revocations.during(revoked -> outcomes.add(attempt(user, revoked)));
        return outcomes.get(outcomes.size() - 1);
    }

    private SignInOutcome attempt(ProviderUser user, Consumer<String> revoked) {
        // Before the account is read: a revocation meanwhile must end this login too.
        Instant now = time.now();
        Optional<Long> known = identities.accountOf(user.issuer(), user.subject());
        if (known.isPresent()) {
            accounts.lock(known.get());
            return identities
                    .findBySubject(user.issuer(), user.subject())
                    .map(identity -> admit(identity, user, now))
                    .orElseGet(Unknown::new);
        }
        List<AccountEntity> sameAddress = withAddressOf(user);
        if (sameAddress.stream().anyMatch(account -> !account.active())) {
            return new Inactive();
        }
        return takeOver(user, sameAddress, revoked)
                .or(() -> signUp(user))
                .map(identity -> admit(identity, user, time.now()))
                .orElseGet(Unknown::new);
    }

    private SignInOutcome admit(IdentityEntity identity, ProviderUser user, Instant now) {
        AccountEntity account = identity.account();
        if (!account.active()) {
            return new Inactive();
        }
        identity.name(user.label());
        refresh(account, user);
        rights.apply(identity, user.groups());
        account.loggedIn(now);
        return new Admitted(new AccountPrincipal(account.toAccount(), now));
    }

    /** Names and address are the provider's; what somebody wants to be called here is theirs. */
    private static void refresh(AccountEntity account, ProviderUser user) {
        Account now = account.toAccount();
        boolean noNames = user.firstName() == null && user.lastName() == null;
        String displayName = noNames && now.displayName().isEmpty() ? user.displayName() : null;
        account.name(
                Objects.requireNonNullElse(user.firstName(), now.firstName()),
                Objects.requireNonNullElse(user.lastName(), now.lastName()),
                Objects.requireNonNullElse(displayName, now.displayName()),
                Objects.requireNonNullElse(user.email(), now.email()));
    }

    private List<AccountEntity> withAddressOf(ProviderUser user) {
        return user.email() == null || !user.emailVerified() ? List.of() : accounts.lockByEmail(user.email());
    }

    /**
     * Addresses here are what people say of themselves. So whoever had the account until now loses it, password,
     * sessions and tokens: somebody may have made it with another's address, waiting for them to come.
     */
    private Optional<IdentityEntity> takeOver(
            ProviderUser user, List<AccountEntity> sameAddress, Consumer<String> revoked) {
        if (!properties.linkByEmail() || sameAddress.size() != 1) {
            return Optional.empty();
        }
        AccountEntity account = sameAddress.get(0);
        if (account.toAccount().staff() || links.isLinked(account, user.issuer())) {
            return Optional.empty();
        }
        account.passwordHash(AccountEntity.NO_PASSWORD);
        account.revokeBefore(time.now());
        revoked.accept(account.username());
        tokens.deleteByAccount(account.id());
        return Optional.of(links.link(account.toAccount(), account, user.issuer(), user.subject(), user.label()));
    }

    private Optional<IdentityEntity> signUp(ProviderUser user) {
        if (!properties.signUp()) {
            return Optional.empty();
        }
        AccountEntity account = accounts.saveAndFlush(maker.make(usernames.like(user.username())));
        return Optional.of(links.signUp(account, user));
    }
}
