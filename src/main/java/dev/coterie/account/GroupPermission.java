package dev.coterie.account;

/** A permission that a group gives. Immutable. */
public record GroupPermission(String group, Permission permission) {}
