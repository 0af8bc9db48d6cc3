package dev.coterie.convergence.wire;

import java.util.Locale;

/**
 * The codes of {@code error} messages (section 4 of the protocol), and one that only we have; on the wire in lower case.
 */
public enum ErrorCode {
    INVALID_MESSAGE,
    UNKNOWN,
    TIMEOUT,
    UNAUTHORIZED,
    MALFORMED_REQUEST_CONTENT,
    NOT_SUPPORTED,
    GROUP_NOT_FOUND,
    USER_NOT_FOUND,
    UNKNOWN_RESOURCE_ID,
    MODEL_NOT_FOUND,
    MODEL_NOT_OPEN,
    MODEL_ALREADY_OPEN,
    MODEL_ALREADY_OPENING,
    MODEL_ALREADY_EXISTS,
    MODEL_CLOSING_AFTER_ERROR,
    MODEL_DELETED,
    /** Ours: the session has as many models open as it may. */
    TOO_MANY_OPEN_MODELS,
    DATA_REQUEST_FAILURE,
    INVALID_MODEL_CREATION_DATA,
    COLLECTION_DOES_NOT_EXIST,
    INVALID_QUERY,
    INVALID_OPERATION,
    ACTIVITY_ALREADY_JOINED,
    ACTIVITY_NOT_JOINED,
    ACTIVITY_NOT_FOUND,
    ACTIVITY_ALREADY_EXISTS,
    INVALID_ACTIVITY_TYPE,
    INVALID_ACTIVITY_ID,
    NO_SUCH_RESOURCE_ID,
    CHAT_NOT_FOUND,
    CHAT_NOT_JOINED,
    CHAT_ALREADY_JOINED,
    CHAT_ALREADY_A_MEMBER,
    NOT_A_MEMBER,
    CANT_REMOVE_SELF,
    CHAT_ALREADY_EXISTS;

    /** As clients see it. */
    public String onWire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
