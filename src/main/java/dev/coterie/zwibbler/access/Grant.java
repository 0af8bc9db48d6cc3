package dev.coterie.zwibbler.access;

import dev.coterie.zwibbler.Permissions;

/**
 * What a client may do, and as whom.
 *
 * @param board the board's name
 * @param user empty when not known
 */
public record Grant(String board, String user, Permissions permissions) {}
