/** Presence of users: who is here, with which state. */
@org.jspecify.annotations.NullMarked
package dev.coterie.convergence.presence;
