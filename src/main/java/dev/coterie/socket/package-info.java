/** Web socket plumbing that both protocols share: bounded frames in, bounded queue out. */
@org.jspecify.annotations.NullMarked
package dev.coterie.socket;
