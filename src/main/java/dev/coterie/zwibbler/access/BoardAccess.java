package dev.coterie.zwibbler.access;

import java.util.concurrent.CompletionStage;

/** Finds out what a client may open (section 7 of the protocol). Thread-safe; does not block. */
public interface BoardAccess {

    /**
     * @param name what the client's first message says: a token, a JWT, or the name of a board
     * @return fails with {@link AccessDeniedException} when nothing may be opened by that name
     */
    CompletionStage<Grant> resolve(String name);
}
