/** The core: catalogue of documents, durable log, snapshots. */
@org.jspecify.annotations.NullMarked
package dev.coterie.document;
