package dev.coterie.convergence.transfer;

import com.google.protobuf.InvalidProtocolBufferException;

import dev.coterie.convergence.wire.core.DomainUserData;

/** Users as the records of sessions have them. Stateless. */
final class Users {

    private Users() {}

    /** @throws IllegalArgumentException when that is no user */
    static String name(byte[] stored) {
        try {
            return DomainUserData.parseFrom(stored).getUserId().getUsername();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("An author cannot be read", e);
        }
    }
}
