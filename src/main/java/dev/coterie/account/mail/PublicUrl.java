package dev.coterie.account.mail;

import java.net.URI;
import java.util.Optional;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The address of this server as it was configured. What is mailed leads there and never to the host that a request
 * names, which is whatever its sender likes. Immutable.
 */
@Component
public class PublicUrl {

    private final String url;

    public PublicUrl(@Value("${coterie.public-url:}") String url) {
        this.url = url.strip();
    }

    public Optional<URI> base() {
        return url.isEmpty() ? Optional.empty() : Optional.of(URI.create(url));
    }

    /** @param path below the address, with a leading slash, encoded, possibly with a query */
    public static String below(URI base, String path) {
        String start = UriComponentsBuilder.fromUri(base)
                .replaceQuery(null)
                .fragment(null)
                .toUriString();
        return (start.endsWith("/") ? start.substring(0, start.length() - 1) : start) + path;
    }
}
