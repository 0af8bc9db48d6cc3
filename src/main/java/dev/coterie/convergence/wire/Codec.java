package dev.coterie.convergence.wire;

import java.io.IOException;

import com.google.protobuf.CodedInputStream;

import dev.coterie.convergence.wire.ConvergenceMessage.BodyCase;

/** Decodes what clients send, by the rules of section 1.2 of the protocol. Thread-safe: it has no state. */
public final class Codec {

    /** Messages inside messages, so that nested values end somewhere: three for one level of an object or array. */
    private static final int RECURSION_LIMIT = 300;

    private Codec() {}

    /**
     * Decodes a frame.
     *
     * @throws IllegalFrameException when it is no message, has the wrong ids, or is one that only servers send
     */
    public static Inbound decode(byte[] frame) throws IllegalFrameException {
        ConvergenceMessage message = parse(frame);
        return switch (BodyKind.of(message.getBodyCase())) {
            case REQUEST -> {
                require(message.hasRequestId() && !message.hasResponseId(), "a request has a request id alone");
                yield new Inbound.Request(message.getRequestId().getValue(), message);
            }
            case ANSWER -> {
                require(message.hasResponseId() && !message.hasRequestId(), "an answer has a response id alone");
                yield new Inbound.Answer(message.getResponseId().getValue(), message);
            }
            case NOTICE -> {
                requireNoIds(message);
                yield new Inbound.Notice(message);
            }
            case HEARTBEAT -> {
                requireNoIds(message);
                yield message.getBodyCase() == BodyCase.PING ? new Inbound.Ping() : new Inbound.Pong();
            }
            case SERVER_ONLY -> throw new IllegalFrameException("only servers send this");
            case NONE -> unsupported(message);
        };
    }

    private static ConvergenceMessage parse(byte[] frame) throws IllegalFrameException {
        try {
            return parsed(frame);
        } catch (IOException e) {
            return withoutOperation(frame);
        }
    }

    private static ConvergenceMessage parsed(byte[] frame) throws IOException {
        CodedInputStream input = CodedInputStream.newInstance(frame);
        input.setRecursionLimit(RECURSION_LIMIT);
        ConvergenceMessage message = ConvergenceMessage.parseFrom(input);
        input.checkLastTagWas(0);
        return message;
    }

    /**
     * An operation whose text has half of a surrogate pair, for which clients write what is no UTF-8. If it ended the
     * connection, the client would come back and send it again, for ever: so it is handed on without what it does, to be
     * refused.
     */
    private static ConvergenceMessage withoutOperation(byte[] frame) throws IllegalFrameException {
        try {
            ConvergenceMessage message = parsed(withReplacements(frame));
            require(message.hasOperationSubmission(), "not a message");
            ConvergenceMessage.Builder rest = message.toBuilder();
            rest.getOperationSubmissionBuilder().clearOperation();
            return rest.build();
        } catch (IOException e) {
            throw new IllegalFrameException("not a message");
        }
    }

    /** Writes U+FFFD, which is as long, for what looks like half of a pair. */
    private static byte[] withReplacements(byte[] frame) {
        byte[] replaced = frame.clone();
        for (int i = 0; i + 2 < replaced.length; i++) {
            boolean half = (replaced[i] & 0xFF) == 0xED
                    && (replaced[i + 1] & 0xE0) == 0xA0
                    && (replaced[i + 2] & 0xC0) == 0x80;
            if (half) {
                replaced[i] = (byte) 0xEF;
                replaced[i + 1] = (byte) 0xBF;
                replaced[i + 2] = (byte) 0xBD;
            }
        }
        return replaced;
    }

    /** The bodies of services that we do not have are unknown fields to us. */
    private static Inbound unsupported(ConvergenceMessage message) throws IllegalFrameException {
        require(!message.getUnknownFields().isEmpty(), "no body");
        require(!message.hasResponseId(), "an answer that was not asked for");
        return new Inbound.Unsupported(
                message.hasRequestId() ? message.getRequestId().getValue() : null);
    }

    private static void requireNoIds(ConvergenceMessage message) throws IllegalFrameException {
        require(!message.hasRequestId() && !message.hasResponseId(), "this message has no ids");
    }

    private static void require(boolean legal, String rule) throws IllegalFrameException {
        if (!legal) {
            throw new IllegalFrameException(rule);
        }
    }
}
