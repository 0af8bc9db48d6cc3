package dev.coterie.account;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code account_password_link}. Written once; confined to its transaction. */
@Entity
@Table(name = "account_password_link")
class PasswordLinkEntity {

    @Id
    private String tokenHash = "";

    private long accountId;
    private @Nullable Long makerId;
    private String email = "";
    private Instant madeAt = Instant.EPOCH;
    private Instant expiresAt = Instant.EPOCH;

    protected PasswordLinkEntity() {}

    /**
     * @param makerId the administrator who hands it over; null: it is mailed
     * @param email where it is mailed to; empty: it is handed over
     */
    PasswordLinkEntity(
            String tokenHash, long accountId, @Nullable Long makerId, String email, Instant madeAt, Instant expiresAt) {
        this.tokenHash = tokenHash;
        this.accountId = accountId;
        this.makerId = makerId;
        this.email = email;
        this.madeAt = madeAt;
        this.expiresAt = expiresAt;
    }

    long accountId() {
        return accountId;
    }

    @Nullable
    Long makerId() {
        return makerId;
    }

    /** Whether it opens the account now: not if anything was revoked since, nor if the mail went to another address. */
    boolean opens(AccountEntity account, Instant now) {
        return now.isBefore(expiresAt)
                && account.active()
                && account.honours(madeAt)
                && (email.isEmpty() || email.equals(account.toAccount().email()));
    }
}
