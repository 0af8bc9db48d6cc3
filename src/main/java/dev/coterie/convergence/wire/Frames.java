package dev.coterie.convergence.wire;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Int32Value;
import com.google.protobuf.Value;
import com.google.protobuf.WireFormat;

import dev.coterie.convergence.wire.core.ErrorMessage;
import dev.coterie.convergence.wire.core.PingMessage;
import dev.coterie.convergence.wire.core.PongMessage;

/**
 * Encodes what clients are sent. Frames are shared between connections and never changed. Thread-safe: it has no
 * state.
 */
public final class Frames {

    private static final int RESPONSE_ID_TAG =
            ConvergenceMessage.RESPONSEID_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

    private Frames() {}

    /** The reply to a request. */
    public static byte[] reply(int requestId, ConvergenceMessage.Builder body) {
        return body.clearRequestId()
                .setResponseId(Int32Value.of(requestId))
                .build()
                .toByteArray();
    }

    /** What the server asks the client. */
    public static byte[] request(int requestId, ConvergenceMessage.Builder body) {
        return body.clearResponseId()
                .setRequestId(Int32Value.of(requestId))
                .build()
                .toByteArray();
    }

    /** A message that is neither request nor reply. */
    public static byte[] notice(ConvergenceMessage.Builder body) {
        return body.clearRequestId().clearResponseId().build().toByteArray();
    }

    /** The reply to a request that fails. */
    public static byte[] error(int requestId, ErrorCode code, String message) {
        return error(requestId, code, message, Map.of());
    }

    /** The reply to a request that fails, with details for the program that sent it. */
    public static byte[] error(int requestId, ErrorCode code, String message, Map<String, Value> details) {
        return reply(requestId, ConvergenceMessage.newBuilder().setError(describe(code, message, details)));
    }

    /** What becomes of a notice that cannot be followed; clients ignore it. */
    public static byte[] errorNotice(ErrorCode code, String message, Map<String, Value> details) {
        return notice(ConvergenceMessage.newBuilder().setError(describe(code, message, details)));
    }

    public static byte[] ping() {
        return notice(ConvergenceMessage.newBuilder().setPing(PingMessage.getDefaultInstance()));
    }

    public static byte[] pong() {
        return notice(ConvergenceMessage.newBuilder().setPong(PongMessage.getDefaultInstance()));
    }

    /** The request that an encoded frame replies to; looks at its first bytes only. Empty: it is no reply. */
    public static OptionalInt repliedTo(byte[] frame) {
        try {
            CodedInputStream input = CodedInputStream.newInstance(frame);
            if (input.readTag() != RESPONSE_ID_TAG) {
                return OptionalInt.empty();
            }
            return OptionalInt.of(Int32Value.parseFrom(input.readByteArray()).getValue());
        } catch (IOException e) {
            throw new IllegalArgumentException("not a frame of ours", e);
        }
    }

    private static ErrorMessage describe(ErrorCode code, String message, Map<String, Value> details) {
        return ErrorMessage.newBuilder()
                .setCode(code.onWire())
                .setMessage(message)
                .putAllDetails(details)
                .build();
    }
}
