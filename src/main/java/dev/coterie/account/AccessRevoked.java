package dev.coterie.account;

/**
 * Published, after the commit, when everything that a person has open must end at once: the account was deactivated or
 * deleted, its password was changed, the person logged out everywhere, or ended a login elsewhere. Whoever is still logged
 * in may come back.
 */
public record AccessRevoked(String username) {}
