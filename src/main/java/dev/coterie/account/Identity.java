package dev.coterie.account;

import java.time.Instant;

/**
 * That an account is opened by a person at a provider. Immutable.
 *
 * @param name what the provider called the person last; for people to read only
 */
public record Identity(String issuer, String subject, String name, Instant linkedAt) {}
