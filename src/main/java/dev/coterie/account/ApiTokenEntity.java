package dev.coterie.account;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code api_token}. Confined to its transaction. */
@Entity
@Table(name = "api_token")
class ApiTokenEntity {

    static final int NAME_LENGTH = 100;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "account_id", updatable = false)
    private @Nullable AccountEntity account;

    @Column(updatable = false)
    private String name = "";

    @Column(updatable = false)
    private String hash = "";

    @Column(updatable = false)
    private String scopes = "";

    @Column(updatable = false)
    private Instant createdAt = Instant.EPOCH;

    @Column(updatable = false)
    private Instant expiresAt = Instant.EPOCH;

    private @Nullable Instant lastUsedAt;

    protected ApiTokenEntity() {}

    ApiTokenEntity(
            AccountEntity account,
            String name,
            String hash,
            Set<ApiScope> scopes,
            Instant createdAt,
            Instant expiresAt) {
        this.account = account;
        this.name = name;
        this.hash = hash;
        this.scopes = scopes.stream().sorted().map(ApiScope::name).collect(Collectors.joining(" "));
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    ApiToken toToken() {
        return new ApiToken(id(), name, scopes(), createdAt, expiresAt, lastUsedAt);
    }

    AccountEntity account() {
        return Objects.requireNonNull(account, "not stored yet");
    }

    Set<ApiScope> scopes() {
        return Arrays.stream(scopes.split(" "))
                .map(ApiScope::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ApiScope.class)));
    }

    long id() {
        return Objects.requireNonNull(id, "not stored yet");
    }

    String name() {
        return name;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    @Nullable
    Instant lastUsedAt() {
        return lastUsedAt;
    }

    void lastUsedAt(Instant instant) {
        this.lastUsedAt = instant;
    }
}
