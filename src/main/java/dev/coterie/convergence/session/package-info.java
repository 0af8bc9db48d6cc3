/** One client connection of the Convergence protocol: handshake, heartbeat, dispatch. */
@org.jspecify.annotations.NullMarked
package dev.coterie.convergence.session;
