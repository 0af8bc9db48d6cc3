package dev.coterie.token;

import java.net.URI;

/** Where the clients that hold a token connect to. Thread-safe. */
public interface DomainUrl {

    /**
     * The address of the domain for a client that reached this server under an address.
     *
     * @param server scheme, host, port and context path under which the client reached us, no slash at the end
     * @return an absolute http or https address, which the client turns into ws or wss
     */
    URI seenFrom(URI server);
}
