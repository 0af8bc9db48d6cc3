package dev.coterie.account;

import java.time.Instant;
import java.util.List;

/**
 * A link by which people may make accounts for themselves. Immutable.
 *
 * @param inviter the username of who made it
 * @param email whom it is for; empty: whoever has it
 * @param groups the names of the groups that they join
 * @param uses how many have used it
 */
public record Invitation(
        long id,
        String inviter,
        String email,
        List<String> groups,
        Instant madeAt,
        Instant expiresAt,
        int uses,
        int maxUses) {

    public boolean usedUp() {
        return uses >= maxUses;
    }
}
