package dev.coterie.convergence.model;

import java.time.InstantSource;
import java.util.concurrent.Executor;

import dev.coterie.convergence.identity.SessionDirectory;
import dev.coterie.document.DocumentStore;

/**
 * What every model needs of the world. Immutable.
 *
 * @param collections what holds for all models of a collection
 * @param worker where whole models are encoded and decoded, away from the entities
 */
record ModelEnvironment(
        ModelProperties properties,
        DocumentStore store,
        LiveCollections collections,
        SessionDirectory sessions,
        InstantSource clock,
        Executor worker,
        ModelMetrics metrics,
        OfflineWatchers watchers,
        Endings endings) {}
