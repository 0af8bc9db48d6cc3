/** Drives a server over real web sockets with raw protocol frames, and measures it against a bare echo. */
@org.jspecify.annotations.NullMarked
package dev.coterie.bench;
