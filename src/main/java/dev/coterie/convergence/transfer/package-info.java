/** Takes models out of a database and into another, as lines of JSON. */
@org.jspecify.annotations.NullMarked
package dev.coterie.convergence.transfer;
