package dev.coterie.omnibus;

import java.net.URI;

import org.springframework.web.util.UriComponentsBuilder;

import dev.coterie.token.DomainUrl;

/** The domain of the external server, the same for every client. Immutable. */
class OmnibusDomainUrl implements DomainUrl {

    private final URI domain;

    /** @param server the external server as browsers reach it */
    OmnibusDomainUrl(URI server) {
        this.domain = UriComponentsBuilder.fromUri(server)
                .pathSegment("api", "realtime", "convergence", "default")
                .build()
                .toUri();
    }

    @Override
    public URI seenFrom(URI server) {
        return domain;
    }
}
