package dev.coterie.cli;

/** A tool could not do its work; the message is a sentence for people. */
public class ToolFailedException extends RuntimeException {

    public ToolFailedException(String message) {
        super(message);
    }
}
