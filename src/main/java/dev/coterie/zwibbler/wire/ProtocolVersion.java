package dev.coterie.zwibbler.wire;

/** The versions of the protocol; a client says in its first message which one it speaks. */
public enum ProtocolVersion {
    TWO(2),
    THREE(3);

    private final int number;

    ProtocolVersion(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    static ProtocolVersion of(int number) throws MalformedMessageException {
        switch (number) {
            case 2:
                return TWO;
            case 3:
                return THREE;
            default:
                throw new MalformedMessageException("the protocol's version is 2 or 3");
        }
    }
}
