package dev.coterie.convergence.identity;

/**
 * A user of the realtime domain; equal names of different types are different users (section 3.7 of the protocol).
 *
 * @param username not empty
 */
public record UserKey(UserType type, String username) {}
