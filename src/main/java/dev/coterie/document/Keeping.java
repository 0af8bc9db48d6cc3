package dev.coterie.document;

/**
 * What people keep of a document besides its content. Immutable.
 *
 * @param owner the username of whoever created it; empty: not known
 * @param title what pages show in place of its name; empty: the name
 * @param readOnly whether nobody may change its content
 */
public record Keeping(String owner, String title, boolean readOnly) {

    /** A document that was just created. */
    static Keeping of(String owner) {
        return new Keeping(owner, "", false);
    }
}
