/** What goes over the wire, byte for byte: messages, and how long ones are cut into frames. */
@org.jspecify.annotations.NullMarked
package dev.coterie.zwibbler.wire;
