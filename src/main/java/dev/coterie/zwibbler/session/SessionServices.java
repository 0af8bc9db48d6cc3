package dev.coterie.zwibbler.session;

import java.time.InstantSource;

import dev.coterie.cluster.Entities;
import dev.coterie.cluster.Node;
import dev.coterie.document.ByteStringStore;
import dev.coterie.zwibbler.ZwibblerProperties;
import dev.coterie.zwibbler.access.BoardAccess;
import dev.coterie.zwibbler.board.BoardCommand;
import dev.coterie.zwibbler.board.PermissionChanges;

/** What every connection needs of the world. Immutable. */
record SessionServices(
        ZwibblerProperties properties,
        BoardSocketProperties socket,
        BoardAccess access,
        Entities<BoardCommand> boards,
        ByteStringStore store,
        PermissionChanges permissionChanges,
        BoardConnections connections,
        InstantSource clock,
        Node node) {}
