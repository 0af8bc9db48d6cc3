package dev.coterie.account;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start-up what is wrong with the configured first superuser. */
class UnfitSuperuserFailureAnalyzer extends AbstractFailureAnalyzer<UnfitSuperuserException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnfitSuperuserException cause) {
        return new FailureAnalysis(
                "The first superuser cannot be made as configured: " + cause.getMessage(),
                "Set COTERIE_ADMIN_USERNAME and COTERIE_ADMIN_PASSWORD (coterie.admin.*) to something better, or leave "
                        + "the password away: then a random one is made and printed in the log.",
                cause);
    }
}
