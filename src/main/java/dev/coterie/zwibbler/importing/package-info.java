/** Takes over the SQLite file of another whiteboard server, once, on the command line. */
@org.jspecify.annotations.NullMarked
package dev.coterie.zwibbler.importing;
