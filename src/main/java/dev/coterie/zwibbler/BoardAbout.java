package dev.coterie.zwibbler;

/**
 * What people keep of a board besides what is drawn on it. Immutable.
 *
 * @param title what pages show in place of its name; empty: the name
 * @param readOnly whether nobody may draw
 */
public record BoardAbout(String title, boolean readOnly) {}
