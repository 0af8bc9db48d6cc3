package dev.coterie.document;

import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one sentence that the database was changed by another version. Stateless. */
final class SchemaFailureAnalyzer extends AbstractFailureAnalyzer<FlywayValidateException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FlywayValidateException cause) {
        String message = cause.getMessage() == null ? "" : cause.getMessage();
        String detail = message.lines()
                .filter(line -> line.contains("resolved locally") || line.contains("mismatch"))
                .findFirst()
                .map(line -> " (" + line.strip().replaceAll("\\.$", "") + ")")
                .orElse("");
        return new FailureAnalysis(
                message.contains("not resolved locally")
                        ? "The database was already used by a newer version of Coterie" + detail
                                + ": start that version or a later one; nothing was changed."
                        : "The database is not what this version of Coterie left behind" + detail
                                + ": restore a backup, or start the version that wrote it; nothing was changed.",
                null,
                cause);
    }
}
