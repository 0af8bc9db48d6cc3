/** What is live now: who is connected, with what open, and how much is being done. */
@org.jspecify.annotations.NullMarked
package dev.coterie.live;
