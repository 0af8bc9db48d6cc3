package dev.coterie.account;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.coterie.account.Refusal.Reason;

/**
 * Who may act on whom. Nobody gets a right by way of somebody else: neither by giving it, nor by the password of an
 * account or the membership of a group that has it. Thread-safe; blocks on the database.
 */
@Component
class Seniority {

    private final EffectivePermissions permissions;

    Seniority(EffectivePermissions permissions) {
        this.permissions = permissions;
    }

    /** What speaks against changing an account at all. */
    List<Refusal> againstTouching(Account actor, AccountEntity account) {
        if (actor.superuser()) {
            return List.of();
        }
        if (account.superuser()) {
            return List.of(Refusal.of(Reason.SUPERUSERS_ONLY));
        }
        return covers(actor, permissions.given(account.id()))
                ? List.of()
                : List.of(Refusal.of(Reason.MORE_RIGHTS_THAN_YOURS));
    }

    /** What speaks against changing a group, or who is in it. */
    List<Refusal> againstTouching(Account actor, GroupEntity group) {
        return actor.superuser() || covers(actor, group.permissions())
                ? List.of()
                : List.of(Refusal.of(Reason.MORE_RIGHTS_THAN_YOURS));
    }

    /** What speaks against giving rights to anybody, directly or by groups. */
    List<Refusal> againstGiving(Account actor, Set<Permission> given, Collection<GroupEntity> groups) {
        boolean covered = actor.superuser()
                || (covers(actor, given) && groups.stream().allMatch(group -> covers(actor, group.permissions())));
        return covered ? List.of() : List.of(Refusal.of(Reason.NOT_YOURS_TO_GIVE));
    }

    private boolean covers(Account actor, Set<Permission> wanted) {
        return wanted.isEmpty() || permissions.of(actor).containsAll(wanted);
    }
}
