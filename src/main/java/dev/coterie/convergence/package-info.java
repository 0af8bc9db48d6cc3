/** The Convergence protocol; in this package itself is what those may use who look after models. */
@org.jspecify.annotations.NullMarked
package dev.coterie.convergence;
