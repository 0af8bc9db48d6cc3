package dev.coterie.account;

import java.util.Objects;

import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Where the request comes from that is served by the calling thread. */
final class RequestAddress {

    /** What {@code admin_entry.address} holds. */
    private static final int MAX_LENGTH = 64;

    private RequestAddress() {}

    /** Empty: the thread serves no request. */
    static String current() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes web
                ? Names.clean(Objects.requireNonNullElse(web.getRequest().getRemoteAddr(), ""), MAX_LENGTH)
                : "";
    }
}
