package dev.coterie.account;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code admin_entry}. Written once, never changed. */
@Entity
@Immutable
@Table(name = "admin_entry")
class AdminEntryEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private Instant happenedAt = Instant.EPOCH;
    private String actor = "";

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private AdminAction action = AdminAction.CHANGED;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private AdminEntry.Kind kind = AdminEntry.Kind.USER;

    private long objectId;
    private String objectName = "";
    private String address = "";

    @Convert(converter = FieldChanges.class)
    private List<FieldChange> changes = List.of();

    protected AdminEntryEntity() {}

    AdminEntryEntity(
            Instant happenedAt,
            String actor,
            AdminAction action,
            AdminEntry.Kind kind,
            long objectId,
            String objectName,
            String address,
            List<FieldChange> changes) {
        this.happenedAt = happenedAt;
        this.actor = actor;
        this.action = action;
        this.kind = kind;
        this.objectId = objectId;
        this.objectName = objectName;
        this.address = address;
        this.changes = changes;
    }

    long id() {
        return Objects.requireNonNull(id, "Not stored yet");
    }

    AdminEntry toEntry() {
        return new AdminEntry(happenedAt, actor, action, kind, objectId, objectName, address, changes);
    }
}
