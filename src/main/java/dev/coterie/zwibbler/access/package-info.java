/** What the name that a client gives means: a token, a signed token, or a board itself; and who may do what. */
@org.jspecify.annotations.NullMarked
package dev.coterie.zwibbler.access;
