package dev.coterie.convergence;

import java.util.List;

/**
 * What an import did. Immutable.
 *
 * @param models how many were added
 * @param operations how many of theirs
 * @param collections how many were added
 * @param skipped how many models there were already
 * @param skippedIds the first of those
 * @param refused ids of models that cannot be models here, and why
 * @param complete whether the end of the export was there
 */
public record TransferReport(
        long models,
        long operations,
        long collections,
        long skipped,
        List<String> skippedIds,
        List<Refused> refused,
        boolean complete) {

    public TransferReport {
        skippedIds = List.copyOf(skippedIds);
        refused = List.copyOf(refused);
    }

    /** A model that was left out. */
    public record Refused(String id, String reason) {}
}
