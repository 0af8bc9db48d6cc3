package dev.coterie.account;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code admin_dismissal}. Written once. */
@Entity
@Table(name = "admin_dismissal")
class DismissalEntity {

    @Id
    private String card = "";

    private Instant dismissedAt = Instant.EPOCH;

    protected DismissalEntity() {}

    DismissalEntity(String card, Instant dismissedAt) {
        this.card = card;
        this.dismissedAt = dismissedAt;
    }
}
