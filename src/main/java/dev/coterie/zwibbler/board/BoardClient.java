package dev.coterie.zwibbler.board;

import dev.coterie.cluster.Member;
import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.wire.ProtocolVersion;

/**
 * A connection that wants to open a board. Immutable.
 *
 * @param user empty when not known
 */
public record BoardClient(Member<BoardEvent> member, ProtocolVersion version, String user, Permissions permissions) {}
