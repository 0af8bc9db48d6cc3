package dev.coterie.zwibbler.wire;

/** Why a client's board is closed, or its append lost (section 3.9 of the protocol). */
public enum ErrorCode {
    UNSPECIFIED("failed"),
    DOES_NOT_EXIST("does not exist"),
    ALREADY_EXISTS("already exists"),
    INVALID_OFFSET("invalid offset"),
    ACCESS_DENIED("access denied");

    private final String text;

    ErrorCode(String text) {
        this.text = text;
    }

    public int number() {
        return ordinal();
    }

    /** The message with the usual text. */
    public ErrorMessage message() {
        return new ErrorMessage(number(), text);
    }
}
