package dev.coterie.zwibbler.access;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.coterie.zwibbler.Access;
import dev.coterie.zwibbler.Permissions;

/** Looks a name up among the tokens first, then lets the configured access decide. Thread-safe. */
final class StoredBoardAccess implements BoardAccess {

    /** How a token's header begins: {@code {"} in base64. */
    private static final String SIGNED = "eyJ";

    private final Access access;
    private final BoardTokens tokens;
    private final @Nullable SignedTokens signedTokens;

    /** @param signedTokens null: no key is configured */
    StoredBoardAccess(Access access, BoardTokens tokens, @Nullable SignedTokens signedTokens) {
        this.access = access;
        this.tokens = tokens;
        this.signedTokens = signedTokens;
    }

    @Override
    public CompletionStage<Grant> resolve(String name) {
        return tokens.find(name).thenApply(found -> found.map(BoardToken::grant).orElseGet(() -> otherwise(name)));
    }

    private Grant otherwise(String name) {
        return switch (access) {
            case SIGNED_IN -> throw denied();
            case JWT -> signed().orElseThrow(StoredBoardAccess::denied).verify(name);
            case OPEN ->
                signed().filter(verifier -> looksSigned(name))
                        .map(verifier -> verifier.verify(name))
                        .orElseGet(() -> new Grant(name, "", Permissions.READ_WRITE));
        };
    }

    private Optional<SignedTokens> signed() {
        return Optional.ofNullable(signedTokens);
    }

    /** Where plain names are welcome, a token that is no longer valid must not become the name of a board. */
    private static boolean looksSigned(String name) {
        return name.startsWith(SIGNED) && name.indexOf('.') > 0;
    }

    private static AccessDeniedException denied() {
        return new AccessDeniedException("No token is known by that name");
    }
}
