package dev.coterie.convergence.transfer;

import dev.coterie.document.CollectionCatalog;
import dev.coterie.document.CollectionStore;
import dev.coterie.document.DocumentCatalog;
import dev.coterie.document.DocumentStore;
import dev.coterie.document.RecordStore;

/** All that is stored. Thread-safe. */
record Stores(
        DocumentStore documents,
        DocumentCatalog catalog,
        CollectionStore collections,
        CollectionCatalog collectionCatalog,
        RecordStore records) {}
