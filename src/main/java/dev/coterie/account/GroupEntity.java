package dev.coterie.account;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code account_group}. Confined to its transaction. */
@Entity
@Table(name = "account_group")
class GroupEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name = "";

    @ElementCollection
    @CollectionTable(name = "group_permission", joinColumns = @JoinColumn(name = "group_id"))
    @Column(name = "permission")
    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    @BatchSize(size = 100)
    private Set<Permission> permissions = new HashSet<>();

    protected GroupEntity() {}

    GroupEntity(String name) {
        this.name = name;
    }

    long id() {
        return Objects.requireNonNull(id, "not stored yet");
    }

    String name() {
        return name;
    }

    void name(String name) {
        this.name = name;
    }

    Set<Permission> permissions() {
        return permissions;
    }

    /** What the log tells of the group, by the names of the fields. */
    Map<String, String> described() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put(
                "permissions",
                permissions.stream().sorted().map(Permission::name).collect(Collectors.joining(", ")));
        return fields;
    }
}
