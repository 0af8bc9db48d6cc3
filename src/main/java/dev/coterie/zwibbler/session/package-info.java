/** A client's connection: from its first message to its last, and what it can take in between. */
@org.jspecify.annotations.NullMarked
package dev.coterie.zwibbler.session;
