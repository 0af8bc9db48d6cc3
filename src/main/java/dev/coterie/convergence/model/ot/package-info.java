/**
 * Values, operations and their transformation, by the rules of the Convergence client 1.0.0-rc.12: nothing but the JDK.
 *
 * <p>A {@link dev.coterie.convergence.model.ot.SharedModel} is what the owner of a live model holds. An operation that
 * a session submits goes through four steps:
 *
 * <ol>
 *   <li>{@code ConcurrencyControl} transforms it ({@code Transformer}) past the operations that its author did not
 *       know;
 *   <li>{@link dev.coterie.convergence.model.ot.ModelData} normalises it step by step ({@code Normaliser}), at the
 *       moment when the step is applied, so that what an earlier step of a batch made or removed counts;
 *   <li>the steps are applied ({@code StepApplier}) to the tree of values, all or none of them;
 *   <li>it becomes part of the history, and the {@code References} follow it.
 * </ol>
 *
 * <p>Only the normalised form is stored, sent and used for the transformation of later operations. In particular no
 * committed splice both removes and inserts: the client's rule for two of those is faulty in one case.
 *
 * <p>Values and operations are immutable and their dispatch is by kind: {@code switch (operation.kind())} with a cast
 * in each branch. All that is live is confined to the owner of the model. All indexes and lengths in texts are in
 * UTF-16 code units.
 */
@org.jspecify.annotations.NullMarked
package dev.coterie.convergence.model.ot;
