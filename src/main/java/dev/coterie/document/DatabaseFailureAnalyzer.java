package dev.coterie.document;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says in one sentence why the server cannot start with its database. Stateless. */
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    private static final int H2_IN_USE = 90020;
    private static final int H2_READ_ONLY = 90097;
    private static final int H2_GENERAL_IO = 90028;
    private static final int H2_IO = 90031;
    private static final int H2_LOG = 90034;
    private static final int H2_CANNOT_CREATE = 90062;

    private final Environment environment;

    DatabaseFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        String sentence = cause.getClass().getName().startsWith("org.h2.") ? embedded(cause) : null;
        if (sentence == null) {
            sentence = general(cause);
        }
        return sentence == null ? null : new FailureAnalysis(sentence, null, cause);
    }

    private @Nullable String embedded(SQLException cause) {
        String directory = environment.getProperty("coterie.data-path", "data");
        return switch (cause.getErrorCode()) {
            case H2_IN_USE ->
                "The database in " + directory + " is in use by another process: stop that one, or set"
                        + " coterie.data-dir to another directory.";
            case H2_READ_ONLY, H2_CANNOT_CREATE, H2_GENERAL_IO, H2_IO, H2_LOG ->
                "The database in " + directory
                        + " cannot be written (" + Faults.reason(cause) + "): make room, let the user that runs Coterie"
                        + " write there, or set coterie.data-dir to another directory.";
            default -> null;
        };
    }

    private @Nullable String general(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        String url = environment.getProperty("spring.datasource.url", "").replaceAll("[?;].*", "");
        if (state.startsWith("28")) {
            return "The database at " + url + " does not let " + environment.getProperty("spring.datasource.username")
                    + " in: check spring.datasource.username and spring.datasource.password.";
        }
        if (state.startsWith("08")) {
            return "The database at " + url + " cannot be reached (" + Faults.reason(cause)
                    + "): check spring.datasource.url, and whether the database runs.";
        }
        if (state.equals("3D000")) {
            return "There is no database " + url + ": create it, or check spring.datasource.url.";
        }
        return null;
    }
}
