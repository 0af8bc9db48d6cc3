package dev.coterie.editor;

/**
 * Whoever is signed in, as the page shows them. Immutable.
 *
 * @param username what they sign in with
 * @param displayName what others call them
 * @param staff whether they may see the admin site
 */
public record Visitor(String username, String displayName, boolean staff) {}
