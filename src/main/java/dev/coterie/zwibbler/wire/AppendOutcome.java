package dev.coterie.zwibbler.wire;

/** What became of an append (section 3.4 of the protocol). */
public enum AppendOutcome {
    /** The offset was wrong. */
    REFUSED,
    STORED,
    /** The offset was right, but the client may not write. */
    NOT_PERMITTED;

    static AppendOutcome of(int code) throws MalformedMessageException {
        if (code >= values().length) {
            throw new MalformedMessageException("an append is stored, refused or not permitted");
        }
        return values()[code];
    }

    /** The number that stands for it. */
    public int code() {
        return ordinal();
    }
}
