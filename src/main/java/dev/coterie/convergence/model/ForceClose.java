package dev.coterie.convergence.model;

/** Why the server puts a session out of a model, with the numbers of section 5.5 of the protocol. */
enum ForceClose {
    INTERNAL_ERROR(0, "An internal error occurred."),
    WRITE_NOT_ALLOWED(1, "You may not change this model."),
    DELETED(2, "The model was deleted."),
    OPERATION_REFUSED(4, "An operation could not be applied."),
    REFERENCE_REFUSED(5, "A reference could not be applied."),
    TOO_OLD(0, "The model has to be opened anew."),
    RESYNC_TOO_SLOW(0, "The resynchronisation took too long."),
    READ_NOT_ALLOWED(8, "You may no longer read this model.");

    private final int code;
    private final String reason;

    ForceClose(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    int code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
