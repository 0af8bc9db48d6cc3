package dev.coterie.zwibbler.wire;

/** What a client says; whole, with all its fragments. Immutable. */
public sealed interface ClientMessage permits Init, Append, SetKey, Broadcast, Unknown {

    /** The message as it is sent, before it is cut into frames. */
    byte[] encode();

    /** Hands the message to the method for its kind. */
    <R> R handTo(Receiver<R> receiver);

    /**
     * Decodes a message that is not a client's first: init means nothing any more.
     *
     * @param message reassembled, see {@link Reassembler}
     */
    static ClientMessage decodeInSession(byte[] message) throws MalformedMessageException {
        boolean init = message.length > 0 && message[0] == MessageType.INIT;
        return init ? new Unknown(MessageType.INIT) : decode(message);
    }

    /** @param message reassembled, see {@link Reassembler} */
    static ClientMessage decode(byte[] message) throws MalformedMessageException {
        Input in = new Input(message);
        int type = in.unsignedByte();
        in.skip(1);
        switch (type) {
            case MessageType.INIT:
                return Init.decode(in);
            case MessageType.APPEND_2:
                return Append.decode(ProtocolVersion.TWO, in);
            case MessageType.APPEND_3:
                return Append.decode(ProtocolVersion.THREE, in);
            case MessageType.SET_KEY:
                return SetKey.decode(in);
            case MessageType.BROADCAST:
                return Broadcast.decode(in);
            default:
                return new Unknown(type);
        }
    }

    /**
     * Takes messages of every kind.
     *
     * @param <R> what follows from one
     */
    interface Receiver<R> {

        R init(Init message);

        R append(Append message);

        R setKey(SetKey message);

        R broadcast(Broadcast message);

        R unknown(Unknown message);
    }
}
