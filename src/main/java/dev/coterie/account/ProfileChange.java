package dev.coterie.account;

/** New names and a new address; each may be empty. Immutable. */
public record ProfileChange(String firstName, String lastName, String displayName, String email) {}
