package dev.coterie.convergence.model.ot;

/** Ends the application of an operation from within. Never leaves the package: its public types return outcomes. */
final class Refusal extends RuntimeException {

    private final RejectionReason reason;

    Refusal(RejectionReason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    RejectionReason reason() {
        return reason;
    }
}
