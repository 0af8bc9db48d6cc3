package dev.coterie.convergence.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.CollectionAccess;
import dev.coterie.convergence.CollectionRights;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.identity.UserType;

/**
 * What a collection says of its models, with those who are in its groups. Immutable.
 *
 * @param order rules of a greater order were read later
 * @param autoCreate whether models may be created by opening them
 * @param world what everybody may do of whom nothing else is said
 * @param users what single users may do, by username
 * @param members what those may do who are in a group, by username
 * @param namesGroups whether it matters who is in a group
 */
record CollectionRules(
        long order,
        boolean autoCreate,
        CollectionRights world,
        Map<String, CollectionRights> users,
        Map<String, CollectionRights> members,
        boolean namesGroups) {

    /** Those of a collection of which nothing is known: everybody may do everything. */
    static final CollectionRules OPEN = new CollectionRules(0, true, CollectionRights.ALL, Map.of(), Map.of(), false);

    CollectionRules {
        users = Map.copyOf(users);
        members = Map.copyOf(members);
    }

    /** @param members usernames by the groups that {@code access} names */
    static CollectionRules of(
            long order, boolean autoCreate, CollectionAccess access, Map<String, Set<String>> members) {
        Map<String, CollectionRights> byMember = new HashMap<>();
        access.groups()
                .forEach((group, rights) -> members.getOrDefault(group, Set.of())
                        .forEach(username -> byMember.merge(username, rights, CollectionRights::or)));
        return new CollectionRules(
                order,
                autoCreate,
                access.world(),
                access.users(),
                byMember,
                !access.groups().isEmpty());
    }

    /** What is said of a user, by name or by a group; null: nothing. */
    @Nullable
    CollectionRights own(UserKey user) {
        if (user.type() != UserType.NORMAL) {
            return null;
        }
        CollectionRights own = users.get(user.username());
        return own == null ? members.get(user.username()) : own;
    }

    /** Whether a user may create models in the collection. */
    boolean letsCreate(UserKey user) {
        if (user.type() == UserType.CONVERGENCE) {
            return true;
        }
        CollectionRights own = own(user);
        return (own == null ? world : own).create();
    }
}
