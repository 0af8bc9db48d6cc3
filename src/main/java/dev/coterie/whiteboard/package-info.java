/** The page that people draw on, and who may open it. */
@org.jspecify.annotations.NullMarked
package dev.coterie.whiteboard;
