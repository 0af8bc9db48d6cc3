package dev.coterie.account;

import java.util.List;
import java.util.Set;

/**
 * A group with its members, by username. Immutable.
 *
 * @param permissions what its members may do if they are staff
 */
public record GroupDetails(long id, String name, List<Account> members, Set<Permission> permissions) {}
