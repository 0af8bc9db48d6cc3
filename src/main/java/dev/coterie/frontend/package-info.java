/** The built front end: which files a page has to load. */
@org.jspecify.annotations.NullMarked
package dev.coterie.frontend;
