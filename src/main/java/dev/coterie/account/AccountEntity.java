package dev.coterie.account;

import java.time.Instant;
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
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Table;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code account}. Confined to its transaction; other rooms see {@link Account}. */
@Entity
@Table(name = "account")
class AccountEntity {

    /** What the password hash is when no password opens the account. */
    static final String NO_PASSWORD = "!";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(updatable = false)
    private String username = "";

    private String passwordHash = NO_PASSWORD;
    private String firstName = "";
    private String lastName = "";
    private String displayName = "";
    private String email = "";
    private boolean active = true;
    private boolean staff;
    private boolean superuser;
    private Instant joinedAt = Instant.EPOCH;
    private @Nullable Instant lastLoginAt;
    private @Nullable Instant validAfter;
    private @Nullable Instant profileChangedAt;

    @ManyToMany
    @JoinTable(
            name = "account_membership",
            joinColumns = @JoinColumn(name = "account_id"),
            inverseJoinColumns = @JoinColumn(name = "group_id"))
    @BatchSize(size = 100)
    private Set<GroupEntity> groups = new HashSet<>();

    @ElementCollection
    @CollectionTable(name = "account_permission", joinColumns = @JoinColumn(name = "account_id"))
    @Column(name = "permission")
    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    @BatchSize(size = 100)
    private Set<Permission> permissions = new HashSet<>();

    protected AccountEntity() {}

    AccountEntity(String username, Instant joinedAt) {
        this.username = username;
        this.joinedAt = joinedAt;
    }

    Account toAccount() {
        return new Account(id(), username, firstName, lastName, displayName, email, active, staff, superuser);
    }

    AccountDetails toDetails() {
        return new AccountDetails(
                toAccount(),
                joinedAt,
                lastLoginAt,
                hasPassword(),
                groups.stream().map(GroupEntity::id).sorted().toList(),
                Set.copyOf(permissions));
    }

    ListedAccount toListed() {
        return new ListedAccount(
                toAccount(),
                joinedAt,
                lastLoginAt,
                hasPassword(),
                groups.stream().map(GroupEntity::name).sorted().toList());
    }

    /** Replaces names and address, each cleaned and cut to what its column holds. */
    void name(String firstName, String lastName, String displayName, String email) {
        this.firstName = Names.clean(firstName, Names.NAME_LENGTH);
        this.lastName = Names.clean(lastName, Names.NAME_LENGTH);
        this.displayName = Names.clean(displayName, Names.NAME_LENGTH);
        this.email = Names.clean(email, Names.EMAIL_LENGTH);
    }

    void allow(boolean active, boolean staff, boolean superuser) {
        this.active = active;
        this.staff = staff || superuser;
        this.superuser = superuser;
    }

    /** Makes everything from before an instant worthless; never turns the instant back. */
    void revokeBefore(Instant instant) {
        if (validAfter == null || validAfter.isBefore(instant)) {
            validAfter = instant;
        }
    }

    /** Whether something issued then still counts; null: nobody knows when it was issued. */
    boolean honours(@Nullable Instant issuedAt) {
        return validAfter == null || (issuedAt != null && !issuedAt.isBefore(validAfter));
    }

    /** Whether something issued then may know the names better than we do. */
    boolean profileOlderThan(@Nullable Instant issuedAt) {
        return profileChangedAt == null || (issuedAt != null && !issuedAt.isBefore(profileChangedAt));
    }

    boolean hasPassword() {
        return !passwordHash.startsWith(NO_PASSWORD);
    }

    /** Whether the password was changed, or everything revoked, since the account was made. */
    boolean wasRenewed() {
        return validAfter != null;
    }

    boolean hasAddress() {
        return !email.isEmpty();
    }

    long id() {
        return Objects.requireNonNull(id, "not stored yet");
    }

    String username() {
        return username;
    }

    String passwordHash() {
        return passwordHash;
    }

    void passwordHash(String hash) {
        this.passwordHash = hash;
    }

    boolean active() {
        return active;
    }

    boolean superuser() {
        return superuser;
    }

    @Nullable
    Instant lastLoginAt() {
        return lastLoginAt;
    }

    void loggedIn(@Nullable Instant instant) {
        this.lastLoginAt = instant;
    }

    void profileChangedAt(Instant instant) {
        this.profileChangedAt = instant;
    }

    Set<GroupEntity> groups() {
        return groups;
    }

    Set<Permission> permissions() {
        return permissions;
    }

    /** What the log tells of the account, by the names of the fields. */
    Map<String, String> described() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("first-name", firstName);
        fields.put("last-name", lastName);
        fields.put("display-name", displayName);
        fields.put("email", email);
        fields.put("active", Boolean.toString(active));
        fields.put("staff", Boolean.toString(staff));
        fields.put("superuser", Boolean.toString(superuser));
        fields.put("groups", groups.stream().map(GroupEntity::name).sorted().collect(Collectors.joining(", ")));
        fields.put(
                "permissions",
                permissions.stream().sorted().map(Permission::name).collect(Collectors.joining(", ")));
        return fields;
    }
}
