package dev.coterie.account;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start-up what open sign-up needs. */
class OpenWithoutMailFailureAnalyzer extends AbstractFailureAnalyzer<OpenWithoutMailException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, OpenWithoutMailException cause) {
        return new FailureAnalysis(
                "coterie.sign-up is open, but this server sends no mail, by which alone it could find out whether people "
                        + "own the addresses that they sign up with.",
                "Set spring.mail.host, coterie.mail.from and coterie.public-url, or set coterie.sign-up to invitation or "
                        + "off.",
                cause);
    }
}
