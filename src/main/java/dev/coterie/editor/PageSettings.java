package dev.coterie.editor;

import org.jspecify.annotations.Nullable;

/**
 * What the browser is told, as JSON within the page. Immutable.
 *
 * @param signedIn whether anything is shared at all
 * @param realtime {@code embedded} or {@code omnibus}
 * @param tokenUrl where the page gets its tokens
 * @param loginUrl where one signs in
 * @param baseUrl root of all files, ends with a slash
 * @param text first text of a document that does not exist yet
 */
record PageSettings(
        boolean signedIn,
        @Nullable String username,
        @Nullable String displayName,
        String realtime,
        String tokenUrl,
        String loginUrl,
        String baseUrl,
        String collection,
        String document,
        String text,
        String theme,
        String mode) {}
