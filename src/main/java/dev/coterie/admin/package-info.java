/** The {@code /admin} site. */
@org.jspecify.annotations.NullMarked
package dev.coterie.admin;
