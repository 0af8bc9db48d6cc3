package dev.coterie.zwibbler.board;

import java.time.InstantSource;

import dev.coterie.document.ByteStringStore;
import dev.coterie.zwibbler.ZwibblerProperties;

/** What every board needs of the world. Immutable. */
record BoardEnvironment(
        BoardProperties properties,
        KeyLimits keyLimits,
        ByteStringStore store,
        ConnectedClients clients,
        PermissionChanges permissionChanges,
        IdleBoards idleBoards,
        InstantSource clock,
        BoardMetrics metrics) {

    /**
     * How large keys may be.
     *
     * @param maxKeys of a board
     * @param maxNameBytes in UTF-8
     */
    record KeyLimits(int maxKeys, int maxNameBytes, long maxValueBytes) {

        static KeyLimits of(ZwibblerProperties properties) {
            return new KeyLimits(
                    properties.maxKeys(),
                    properties.maxKeyName(),
                    properties.maxValueSize().toBytes());
        }
    }
}
