/** Realtime models: one entity per open model, its clients, references and history. */
@org.jspecify.annotations.NullMarked
package dev.coterie.convergence.model;
