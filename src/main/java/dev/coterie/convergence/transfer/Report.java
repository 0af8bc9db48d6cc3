package dev.coterie.convergence.transfer;

import java.util.ArrayList;
import java.util.List;

import dev.coterie.convergence.TransferReport;

/** Counts what an import does. Confined to one thread. */
final class Report {

    private static final int NAMES = 20;

    private final List<String> skippedIds = new ArrayList<>();
    private final List<TransferReport.Refused> refused = new ArrayList<>();
    private long models;
    private long operations;
    private long collections;
    private long skipped;

    void collectionAdded() {
        collections++;
    }

    /** @param count how many operations it has */
    void modelAdded(long count) {
        models++;
        operations += count;
    }

    void skipped(String id) {
        skipped++;
        if (skippedIds.size() < NAMES) {
            skippedIds.add(id);
        }
    }

    void refused(String id, String reason) {
        refused.add(new TransferReport.Refused(id, reason));
    }

    TransferReport made(boolean complete) {
        return new TransferReport(models, operations, collections, skipped, skippedIds, refused, complete);
    }
}
