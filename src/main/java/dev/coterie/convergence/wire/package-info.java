/** The Convergence wire format: generated messages, decoding rules, frames. */
@org.jspecify.annotations.NullMarked
package dev.coterie.convergence.wire;
