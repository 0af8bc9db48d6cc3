package dev.coterie.zwibbler.wire;

/** What to do about a board that exists or does not (section 4.2 of the protocol). */
public enum CreationMode {
    POSSIBLY_CREATE,
    NEVER_CREATE,
    ALWAYS_CREATE;

    /** Unknown modes create nothing. */
    static CreationMode of(int code) {
        switch (code) {
            case 0:
                return POSSIBLY_CREATE;
            case 2:
                return ALWAYS_CREATE;
            default:
                return NEVER_CREATE;
        }
    }

    /** The byte that stands for it. */
    public int code() {
        return ordinal();
    }
}
