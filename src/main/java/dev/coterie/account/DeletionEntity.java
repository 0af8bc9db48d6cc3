package dev.coterie.account;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code account_deletion}: who was deleted, and when last. Confined to its transaction. */
@Entity
@Table(name = "account_deletion")
class DeletionEntity {

    @Id
    private String username = "";

    private Instant deletedAt = Instant.EPOCH;

    protected DeletionEntity() {}

    DeletionEntity(String username, Instant deletedAt) {
        this.username = username;
        this.deletedAt = deletedAt;
    }

    Instant deletedAt() {
        return deletedAt;
    }
}
