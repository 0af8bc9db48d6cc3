package dev.coterie.token;

import dev.coterie.account.Account;

/** Signs tokens for people who are logged in. Thread-safe. */
public interface TokenIssuer {

    /** Signs a token for the account, valid from now for {@code coterie.jwt.lifetime}. */
    IssuedToken issue(Account account);
}
