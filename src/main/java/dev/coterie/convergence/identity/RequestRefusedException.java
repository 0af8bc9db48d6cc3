package dev.coterie.convergence.identity;

import java.util.Map;

import com.google.protobuf.Value;

import dev.coterie.convergence.wire.ErrorCode;

/** A request that is answered with an error of the protocol. */
final class RequestRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Value> details;

    RequestRefusedException(ErrorCode code, String message, Map<String, Value> details) {
        super(message);
        this.code = code;
        this.details = details;
    }

    ErrorCode code() {
        return code;
    }

    Map<String, Value> details() {
        return details;
    }
}
