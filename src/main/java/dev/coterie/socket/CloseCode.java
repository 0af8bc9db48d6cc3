package dev.coterie.socket;

/** The web socket close codes that we use (RFC 6455, 7.4.1; from 4000 on they are ours). */
public enum CloseCode {
    NORMAL(1000),
    GOING_AWAY(1001),
    PROTOCOL_ERROR(1002),
    POLICY_VIOLATION(1008),
    TOO_LARGE(1009),
    SERVER_ERROR(1011),
    TRY_AGAIN_LATER(1013),
    /** An administrator has ended the connection: our pages stay away until they are loaded again. */
    ENDED(4001);

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
