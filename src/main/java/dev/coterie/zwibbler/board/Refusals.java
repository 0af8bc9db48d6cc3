package dev.coterie.zwibbler.board;

import org.jspecify.annotations.Nullable;

import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.wire.CreationMode;
import dev.coterie.zwibbler.wire.ErrorCode;
import dev.coterie.zwibbler.wire.ErrorMessage;

/** Whom a board does not let in, and what they are told (sections 4.2 and 7.1 of the protocol). Stateless. */
final class Refusals {

    private static final int MAX_NAME_CHARACTERS = 512;

    private Refusals() {}

    /** Whatever is stored. */
    static @Nullable ErrorMessage always(BoardCommand.Join join) {
        Permissions permissions = join.client().permissions();
        boolean denied = !permissions.read() || join.mode() == CreationMode.ALWAYS_CREATE && !permissions.write();
        return denied ? ErrorCode.ACCESS_DENIED.message() : null;
    }

    /** When there is no such board: null means that it is created. */
    static @Nullable ErrorMessage missing(BoardCommand.Join join, String name) {
        if (join.mode() == CreationMode.NEVER_CREATE) {
            return ErrorCode.DOES_NOT_EXIST.message();
        }
        if (!join.client().permissions().write()) {
            return ErrorCode.ACCESS_DENIED.message();
        }
        return isStorable(name) ? null : new ErrorMessage(ErrorCode.UNSPECIFIED.number(), "name too long");
    }

    /** When there is such a board, of this length. */
    static @Nullable ErrorMessage existing(BoardCommand.Join join, long length) {
        if (join.mode() == CreationMode.ALWAYS_CREATE) {
            return ErrorCode.ALREADY_EXISTS.message();
        }
        return Long.compareUnsigned(join.offset(), length) > 0 ? ErrorCode.INVALID_OFFSET.message() : null;
    }

    /** Whether a board may have this name. */
    static boolean isStorable(String name) {
        return !name.isEmpty() && isStorableKey(name);
    }

    /** Whether a key that is stored may have this name. */
    static boolean isStorableKey(String name) {
        return name.length() <= MAX_NAME_CHARACTERS && name.indexOf(0) < 0;
    }
}
