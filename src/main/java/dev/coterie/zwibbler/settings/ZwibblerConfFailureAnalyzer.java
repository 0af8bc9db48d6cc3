package dev.coterie.zwibbler.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one sentence which zwibbler.conf keeps the server from starting. Immutable. */
final class ZwibblerConfFailureAnalyzer extends AbstractFailureAnalyzer<ZwibblerConfException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ZwibblerConfException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct coterie.zwibbler.config-file, let the user that runs Coterie read the file, or leave the"
                        + " property out.",
                cause);
    }
}
