package dev.coterie.zwibbler.wire;

/** What the server says; whole, with all its fragments. Immutable. */
public sealed interface ServerMessage
        permits Append, AppendAnswer, Broadcast, ErrorMessage, KeyInformation, SetKeyAnswer, Unknown {

    /** The message as it is sent, before it is cut into frames. */
    byte[] encode();

    /** @param message reassembled, see {@link Reassembler} */
    static ServerMessage decode(byte[] message) throws MalformedMessageException {
        Input in = new Input(message);
        int type = in.unsignedByte();
        in.skip(1);
        switch (type) {
            case MessageType.APPEND_2:
                return Append.decode(ProtocolVersion.TWO, in);
            case MessageType.APPEND_3:
                return Append.decode(ProtocolVersion.THREE, in);
            case MessageType.APPEND_ANSWER:
                return AppendAnswer.decode(in);
            case MessageType.BROADCAST:
                return Broadcast.decodeExactly(in);
            case MessageType.ERROR:
                return ErrorMessage.decode(in);
            case MessageType.KEY_INFORMATION:
                return KeyInformation.decode(in);
            case MessageType.SET_KEY_ANSWER:
                return SetKeyAnswer.decode(in);
            default:
                return new Unknown(type);
        }
    }
}
