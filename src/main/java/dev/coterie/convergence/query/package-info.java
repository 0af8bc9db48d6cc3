/** The query language: from its text to what is asked of documents. */
@org.jspecify.annotations.NullMarked
package dev.coterie.convergence.query;
