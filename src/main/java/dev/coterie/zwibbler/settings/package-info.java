/** Reads a {@code zwibbler.conf}, and says what its keys mean for the rest of the server. */
@org.jspecify.annotations.NullMarked
package dev.coterie.zwibbler.settings;
