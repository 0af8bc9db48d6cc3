/** Tests of values, operations and their transformation. */
@org.jspecify.annotations.NullMarked
package dev.coterie.convergence.model.ot;
