/** The pages people write in, and the settings their browser gets. */
@org.jspecify.annotations.NullMarked
package dev.coterie.editor;
