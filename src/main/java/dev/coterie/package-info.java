/** The entry point; everything else lives in one package per feature. */
@org.jspecify.annotations.NullMarked
package dev.coterie;
