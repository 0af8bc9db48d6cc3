package dev.coterie.token;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** The domain of the engine inside this server. Immutable. */
class EmbeddedDomainUrl implements DomainUrl {

    private final @Nullable URI publicUrl;
    private final String namespace;
    private final String domain;

    /** @param publicUrl the address of this server for everyone; null: the one that the client used */
    EmbeddedDomainUrl(@Nullable URI publicUrl, String namespace, String domain) {
        this.publicUrl = publicUrl;
        this.namespace = namespace;
        this.domain = domain;
    }

    @Override
    public URI seenFrom(URI server) {
        return UriComponentsBuilder.fromUri(publicUrl == null ? server : publicUrl)
                .pathSegment("api", "realtime", namespace, domain)
                .encode()
                .build()
                .toUri();
    }
}
