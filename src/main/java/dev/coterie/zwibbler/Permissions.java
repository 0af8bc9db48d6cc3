package dev.coterie.zwibbler;

/**
 * What a client may do on a board (section 7.1 of the protocol). Immutable.
 *
 * @param read needed for everything
 * @param write append, and create
 * @param admin set keys whose names begin with {@code admin:}
 */
public record Permissions(boolean read, boolean write, boolean admin) {

    public static final Permissions NONE = new Permissions(false, false, false);
    public static final Permissions READ_WRITE = new Permissions(true, true, false);

    /** Reads letters in any order; unknown ones mean nothing. */
    public static Permissions of(String letters) {
        return new Permissions(letters.indexOf('r') >= 0, letters.indexOf('w') >= 0, letters.indexOf('a') >= 0);
    }

    /** The letters, in the order {@code rwa}. */
    public String letters() {
        return (read ? "r" : "") + (write ? "w" : "") + (admin ? "a" : "");
    }
}
