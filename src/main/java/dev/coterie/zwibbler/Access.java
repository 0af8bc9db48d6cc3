package dev.coterie.zwibbler;

/** Who may open boards, and by what. */
public enum Access {
    /** Only by tokens that this server keeps: those of its own pages, and those of the management API. */
    SIGNED_IN,
    /** As well by JSON web tokens that were signed with the configured key. */
    JWT,
    /** As well by a board's plain name, to read and to write, from pages of any origin. */
    OPEN
}
