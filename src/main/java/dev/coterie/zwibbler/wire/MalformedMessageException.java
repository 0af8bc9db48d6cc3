package dev.coterie.zwibbler.wire;

/** What came is no message of the protocol; the text says which rule it breaks and never contains what came. */
public class MalformedMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedMessageException(String rule) {
        super(rule);
    }
}
