/** The command line: {@code java -jar coterie.jar TOOL}. */
@org.jspecify.annotations.NullMarked
package dev.coterie.cli;
