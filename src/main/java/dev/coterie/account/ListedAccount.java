package dev.coterie.account;

import java.util.List;

/**
 * An account in a list of all. Immutable.
 *
 * @param groups the names of the groups that it is in, in order
 */
public record ListedAccount(AccountDetails details, List<String> groups) {}
