package dev.coterie.account;

import java.util.List;

/** A group with its members, by username. Immutable. */
public record GroupDetails(long id, String name, List<Account> members) {}
