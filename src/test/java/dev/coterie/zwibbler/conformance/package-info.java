/** The protocol's rules, each as a test from outside, over real sockets, on every database. */
@org.jspecify.annotations.NullMarked
package dev.coterie.zwibbler.conformance;
