/** Operations, values and their transformation: pure functions, nothing but the JDK. */
@org.jspecify.annotations.NullMarked
package dev.coterie.convergence.model.ot;
