package dev.coterie.account;

/**
 * A group in a list. Immutable.
 *
 * @param members how many accounts are in it
 */
public record GroupSummary(long id, String name, long members) {}
