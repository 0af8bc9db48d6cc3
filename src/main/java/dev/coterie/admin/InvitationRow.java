package dev.coterie.admin;

import java.util.List;

import dev.coterie.account.Invitation;
import dev.coterie.account.web.PageTime;

/** An invitation as a page shows it. Immutable. */
record InvitationRow(
        long id, String email, String inviter, String groups, int uses, int maxUses, boolean usedUp, String expires) {

    static List<InvitationRow> of(List<Invitation> invitations) {
        return invitations.stream().map(InvitationRow::of).toList();
    }

    private static InvitationRow of(Invitation invitation) {
        return new InvitationRow(
                invitation.id(),
                invitation.email(),
                invitation.inviter(),
                String.join(", ", invitation.groups()),
                invitation.uses(),
                invitation.maxUses(),
                invitation.usedUp(),
                PageTime.minute(invitation.expiresAt()));
    }
}
