package dev.coterie.zwibbler.wire;

/** How long a key lives: as long as the connection that set it, or as long as the board. */
public enum Lifetime {
    CLIENT,
    SESSION;

    static Lifetime of(int code) {
        return code == 0 ? CLIENT : SESSION;
    }

    /** The byte that stands for it. */
    public int code() {
        return ordinal();
    }
}
