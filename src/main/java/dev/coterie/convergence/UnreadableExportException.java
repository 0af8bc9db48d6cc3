package dev.coterie.convergence;

/** Something is not what an export has; all that was before it was followed. */
public final class UnreadableExportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long line;
    private final Reason reason;

    /** @param line from 1 */
    public UnreadableExportException(long line, Reason reason) {
        super("Line " + line + ": " + reason.sentence);
        this.line = line;
        this.reason = reason;
    }

    public long line() {
        return line;
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong. */
    public enum Reason {
        NO_EXPORT("this is no export of documents"),
        OTHER_VERSION("the export is from another version of the program"),
        NO_JSON("this is not JSON in UTF-8"),
        TOO_LONG("the line is too long"),
        WRONG("something is missing or wrong in it");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }
    }
}
