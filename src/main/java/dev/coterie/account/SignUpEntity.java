package dev.coterie.account;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code account_sign_up}. Written once; confined to its transaction. */
@Entity
@Table(name = "account_sign_up")
class SignUpEntity {

    @Id
    private String tokenHash = "";

    private String email = "";
    private Instant expiresAt = Instant.EPOCH;

    protected SignUpEntity() {}

    SignUpEntity(String tokenHash, String email, Instant expiresAt) {
        this.tokenHash = tokenHash;
        this.email = email;
        this.expiresAt = expiresAt;
    }

    String email() {
        return email;
    }

    boolean valid(Instant now) {
        return now.isBefore(expiresAt);
    }
}
