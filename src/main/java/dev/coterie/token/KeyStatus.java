package dev.coterie.token;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The signing keys as a page shows them. Immutable; nothing in it is secret.
 *
 * @param since when the private file was written
 * @param file the private file, as it is configured
 * @param retired the key before, as long as its tokens are accepted
 * @param overlap how long tokens of the key in use are accepted after a rotation
 */
public record KeyStatus(
        PublicSigningKey current,
        Instant since,
        Path file,
        @Nullable RetiredKey retired,
        Duration overlap) {}
