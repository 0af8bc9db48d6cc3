/** Users, sessions and reconnect tokens as the Convergence protocol sees them. */
@org.jspecify.annotations.NullMarked
package dev.coterie.convergence.identity;
