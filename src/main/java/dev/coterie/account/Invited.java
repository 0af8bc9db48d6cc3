package dev.coterie.account;

import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Component;

/** Invitations as those see them who come by one; its callers hold the transaction. Thread-safe. */
@Component
class Invited {

    private final InvitationRepository invitations;
    private final Seniority seniority;
    private final EffectivePermissions permissions;
    private final AccountTime time;

    Invited(InvitationRepository invitations, Seniority seniority, EffectivePermissions permissions, AccountTime time) {
        this.invitations = invitations;
        this.seniority = seniority;
        this.permissions = permissions;
        this.time = time;
    }

    /** One that works now: whoever made it could make it again. */
    Optional<InvitationEntity> find(String hash) {
        return invitations.findByTokenHash(hash).filter(invitation -> {
            Account inviter = invitation.inviter().toAccount();
            return invitation.valid(time.now())
                    && permissions.of(inviter).contains(Permission.USERS_ADD)
                    && seniority
                            .againstGiving(inviter, Set.of(), invitation.groups())
                            .isEmpty();
        });
    }

    /** False when somebody else has used it up meanwhile. */
    boolean use(InvitationEntity invitation) {
        return invitations.use(invitation.id()) == 1;
    }
}
