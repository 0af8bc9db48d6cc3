package dev.coterie.account;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Gives an account the groups and rights that the provider says, and takes away those that the provider gave before and
 * says no more. What was given by hand stays. Its callers hold the transaction. Thread-safe.
 */
@Component
class ProviderRights {

    private static final Logger log = LoggerFactory.getLogger(ProviderRights.class);

    private final AccountRepository accounts;
    private final GroupRepository groups;
    private final OidcProperties properties;

    ProviderRights(AccountRepository accounts, GroupRepository groups, OidcProperties properties) {
        this.accounts = accounts;
        this.groups = groups;
        this.properties = properties;
    }

    /** @param values those of the groups claim */
    void apply(IdentityEntity identity, Set<String> values) {
        Set<String> names = properties.groupsFor(values);
        join(identity, names.isEmpty() ? List.of() : groups.findByNameIn(names));
        allow(identity, properties.makesStaff(values), properties.makesSuperuser(values));
    }

    /** Takes away all that the provider gave. */
    void takeBack(IdentityEntity identity) {
        join(identity, List.of());
        allow(identity, false, false);
    }

    private static void join(IdentityEntity identity, List<GroupEntity> wanted) {
        Set<GroupEntity> memberships = identity.account().groups();
        Set<GroupEntity> gone = new HashSet<>(identity.gaveGroups());
        wanted.forEach(gone::remove);
        memberships.removeAll(gone);
        identity.gaveGroups().removeAll(gone);
        wanted.stream().filter(memberships::add).forEach(identity.gaveGroups()::add);
    }

    private void allow(IdentityEntity identity, boolean wantedStaff, boolean wantedSuperuser) {
        Account before = identity.account().toAccount();
        boolean superuser = before.superuser();
        boolean staff = before.staff();
        if (wantedSuperuser && !superuser) {
            superuser = true;
            identity.gaveSuperuser(true);
        } else if (!wantedSuperuser && identity.gaveSuperuser() && !isLastSuperuser(before)) {
            superuser = false;
            identity.gaveSuperuser(false);
        }
        if (wantedStaff && !staff) {
            staff = true;
            identity.gaveStaff(true);
        } else if (!wantedStaff && identity.gaveStaff() && !superuser) {
            staff = false;
            identity.gaveStaff(false);
        }
        identity.account().allow(before.active(), staff, superuser);
    }

    /** Nobody could look after the server without one. */
    private boolean isLastSuperuser(Account account) {
        boolean last = account.superuser()
                && accounts.lockActiveSuperusers().stream().allMatch(other -> Objects.equals(other.id(), account.id()));
        if (last) {
            log.atWarn()
                    .addKeyValue("account", account.id())
                    .log("The provider takes its rights from the last active superuser, who keeps them");
        }
        return last;
    }
}
