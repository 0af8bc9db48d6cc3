package dev.coterie.account;

/**
 * Published, after the commit, when everything that a person has open must end at once: the account was deactivated or
 * deleted, its password was changed, or the person logged out everywhere.
 */
public record AccessRevoked(String username) {}
