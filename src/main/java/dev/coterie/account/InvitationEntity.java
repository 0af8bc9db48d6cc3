package dev.coterie.account;

import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code account_invitation}. Confined to its transaction. */
@Entity
@Table(name = "account_invitation")
class InvitationEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String tokenHash = "";

    @ManyToOne(optional = false)
    private @Nullable AccountEntity inviter;

    private String email = "";
    private Instant madeAt = Instant.EPOCH;
    private Instant expiresAt = Instant.EPOCH;
    private int maxUses = 1;
    private int uses;

    @ManyToMany
    @JoinTable(
            name = "account_invitation_group",
            joinColumns = @JoinColumn(name = "invitation_id"),
            inverseJoinColumns = @JoinColumn(name = "group_id"))
    private Set<GroupEntity> groups = new HashSet<>();

    protected InvitationEntity() {}

    InvitationEntity(
            String tokenHash,
            AccountEntity inviter,
            String email,
            Instant madeAt,
            Instant expiresAt,
            int maxUses,
            Set<GroupEntity> groups) {
        this.tokenHash = tokenHash;
        this.inviter = inviter;
        this.email = email;
        this.madeAt = madeAt;
        this.expiresAt = expiresAt;
        this.maxUses = maxUses;
        this.groups = groups;
    }

    Invitation toInvitation() {
        return new Invitation(
                id(),
                inviter().username(),
                email,
                groups.stream().map(GroupEntity::name).sorted().toList(),
                madeAt,
                expiresAt,
                uses,
                maxUses);
    }

    boolean valid(Instant now) {
        return now.isBefore(expiresAt) && uses < maxUses && inviter().active();
    }

    long id() {
        return Objects.requireNonNull(id, "not stored yet");
    }

    AccountEntity inviter() {
        return Objects.requireNonNull(inviter);
    }

    String email() {
        return email;
    }

    Set<GroupEntity> groups() {
        return groups;
    }
}
