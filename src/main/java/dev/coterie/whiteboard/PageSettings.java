package dev.coterie.whiteboard;

import org.jspecify.annotations.Nullable;

/**
 * What the browser is told, as JSON within the page. Immutable.
 *
 * @param signedIn whether the page belongs to an account, not to a guest
 * @param tokenUrl where the page gets its tokens
 * @param sharingUrl where it says who else may come; null for guests
 * @param csrfHeader header that a change of the sharing needs, with {@code csrfToken}
 * @param socketPath the whiteboard server, on this host
 */
record PageSettings(
        String board,
        boolean signedIn,
        @Nullable String username,
        @Nullable String displayName,
        String tokenUrl,
        @Nullable String sharingUrl,
        Sharing sharing,
        @Nullable String csrfHeader,
        @Nullable String csrfToken,
        String socketPath,
        String loginUrl) {

    /** Without the token. */
    @Override
    public String toString() {
        return "PageSettings[signedIn=" + signedIn + ", sharing=" + sharing + "]";
    }
}
