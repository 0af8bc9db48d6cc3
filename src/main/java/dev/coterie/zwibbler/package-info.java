/** The Zwibbler protocol: whiteboards as byte strings that grow by appends. */
@org.jspecify.annotations.NullMarked
package dev.coterie.zwibbler;
