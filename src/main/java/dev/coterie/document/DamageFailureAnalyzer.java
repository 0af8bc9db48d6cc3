package dev.coterie.document;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one sentence that the database and its journal do not fit together. Stateless. */
final class DamageFailureAnalyzer extends AbstractFailureAnalyzer<DamagedDocumentException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DamagedDocumentException cause) {
        return new FailureAnalysis(
                cause.getMessage() + ": put the database file and its two .journal files back from one moment, or move"
                        + " the .journal files away and do without the last changes; nothing was changed.",
                null,
                cause);
    }
}
