package dev.coterie.cli;

/** A tool was called in a way that makes no sense; the message says what is wrong, for people. */
public class WrongUseException extends RuntimeException {

    public WrongUseException(String message) {
        super(message);
    }
}
