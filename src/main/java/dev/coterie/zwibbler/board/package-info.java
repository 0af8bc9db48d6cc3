/** Live boards: what is appended, by whom, and who is told. */
@org.jspecify.annotations.NullMarked
package dev.coterie.zwibbler.board;
