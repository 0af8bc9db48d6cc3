package dev.coterie.zwibbler.http;

import org.springframework.http.HttpStatus;

/** A request is answered with a status and a reason, and nothing else. */
final class RefusedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String reason;

    /** @param reason goes into the {@code Status} header: ASCII, nothing that the client said */
    RefusedRequestException(HttpStatus status, String reason) {
        super(reason, null, false, false);
        this.status = status;
        this.reason = reason;
    }

    static RefusedRequestException badRequest(String reason) {
        return new RefusedRequestException(HttpStatus.BAD_REQUEST, reason);
    }

    static RefusedRequestException tooLarge() {
        return new RefusedRequestException(HttpStatus.CONTENT_TOO_LARGE, "Request too large");
    }

    HttpStatus status() {
        return status;
    }

    String reason() {
        return reason;
    }
}
