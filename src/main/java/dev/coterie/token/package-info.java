/** The {@code jwt-key} files: signing, verifying and publishing tokens. */
@org.jspecify.annotations.NullMarked
package dev.coterie.token;
