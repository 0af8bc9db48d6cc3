package dev.coterie.account.web;

import java.net.URI;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Where people may be sent after a login: to this site only. */
public final class SameSite {

    private SameSite() {}

    /** The path and query if they lead to a page of this site and nowhere else. */
    public static Optional<String> path(@Nullable String target) {
        if (target == null || !target.startsWith("/") || target.startsWith("//") || target.indexOf('\\') >= 0) {
            return Optional.empty();
        }
        // Browsers leave out control characters: "/\t/elsewhere" is "//elsewhere" to them.
        return target.chars().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(target);
    }

    /** The path and query of an address, whatever its host was said to be. */
    static Optional<String> pathOf(String url) {
        try {
            URI uri = URI.create(url);
            String query = uri.getRawQuery();
            return path(uri.getRawPath() + (query == null ? "" : "?" + query));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
