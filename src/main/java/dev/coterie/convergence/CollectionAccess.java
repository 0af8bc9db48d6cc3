package dev.coterie.convergence;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who may do what in a collection. What is said of a user holds for them; else what is said of the groups that they are in,
 * together; else what is said of everybody. Immutable.
 *
 * @param world of everybody
 * @param users by the usernames of accounts
 * @param groups by the names of the accounts' groups
 */
public record CollectionAccess(
        CollectionRights world, Map<String, CollectionRights> users, Map<String, CollectionRights> groups) {

    /** What a collection begins with: everybody may do everything. */
    public static final CollectionAccess OPEN = new CollectionAccess(CollectionRights.ALL, Map.of(), Map.of());

    public CollectionAccess {
        users = Collections.unmodifiableMap(new TreeMap<>(users));
        groups = Collections.unmodifiableMap(new TreeMap<>(groups));
    }

    public CollectionAccess withWorld(CollectionRights rights) {
        return new CollectionAccess(rights, users, groups);
    }

    public CollectionAccess withUser(String username, CollectionRights rights) {
        return new CollectionAccess(world, with(users, username, rights), groups);
    }

    public CollectionAccess withoutUser(String username) {
        return new CollectionAccess(world, without(users, username), groups);
    }

    public CollectionAccess withGroup(String group, CollectionRights rights) {
        return new CollectionAccess(world, users, with(groups, group, rights));
    }

    public CollectionAccess withoutGroup(String group) {
        return new CollectionAccess(world, users, without(groups, group));
    }

    private static Map<String, CollectionRights> with(
            Map<String, CollectionRights> before, String name, CollectionRights rights) {
        Map<String, CollectionRights> changed = new TreeMap<>(before);
        changed.put(name, rights);
        return changed;
    }

    private static Map<String, CollectionRights> without(Map<String, CollectionRights> before, String name) {
        Map<String, CollectionRights> changed = new TreeMap<>(before);
        changed.remove(name);
        return changed;
    }
}
