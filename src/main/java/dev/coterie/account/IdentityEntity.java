package dev.coterie.account;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code account_identity}. Confined to its transaction; other rooms see {@link Identity}. */
@Entity
@Table(name = "account_identity")
class IdentityEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "account_id", updatable = false)
    private AccountEntity account = new AccountEntity();

    @Column(updatable = false)
    private String issuer = "";

    @Column(updatable = false)
    private String subject = "";

    private String name = "";
    private boolean gaveStaff;
    private boolean gaveSuperuser;
    private Instant linkedAt = Instant.EPOCH;

    @ManyToMany
    @JoinTable(
            name = "account_identity_group",
            joinColumns = @JoinColumn(name = "identity_id"),
            inverseJoinColumns = @JoinColumn(name = "group_id"))
    private Set<GroupEntity> gaveGroups = new HashSet<>();

    protected IdentityEntity() {}

    IdentityEntity(AccountEntity account, String issuer, String subject, String name, Instant linkedAt) {
        this.account = account;
        this.issuer = issuer;
        this.subject = subject;
        this.name = name;
        this.linkedAt = linkedAt;
    }

    Identity toIdentity() {
        return new Identity(issuer, subject, name, linkedAt);
    }

    AccountEntity account() {
        return account;
    }

    void name(String name) {
        this.name = name;
    }

    boolean gaveStaff() {
        return gaveStaff;
    }

    void gaveStaff(boolean gave) {
        this.gaveStaff = gave;
    }

    boolean gaveSuperuser() {
        return gaveSuperuser;
    }

    void gaveSuperuser(boolean gave) {
        this.gaveSuperuser = gave;
    }

    /** The groups that the account is in because the provider said so. */
    Set<GroupEntity> gaveGroups() {
        return gaveGroups;
    }
}
