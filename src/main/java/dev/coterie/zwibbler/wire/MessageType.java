package dev.coterie.zwibbler.wire;

/** The first byte of a message (section 2.3 of the protocol). */
final class MessageType {

    static final int INIT = 0x01;
    static final int APPEND_2 = 0x02;
    static final int SET_KEY = 0x03;
    static final int BROADCAST = 0x04;
    static final int APPEND_3 = 0x05;
    static final int ERROR = 0x80;
    static final int APPEND_ANSWER = 0x81;
    static final int KEY_INFORMATION = 0x82;
    static final int SET_KEY_ANSWER = 0x83;
    static final int CONTINUATION = 0xff;

    /** The type and the {@code more} byte. */
    static final int HEADER_BYTES = 2;

    private MessageType() {}
}
