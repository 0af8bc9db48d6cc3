package dev.coterie.whiteboard;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

import dev.coterie.account.Account;
import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.access.BoardToken;
import dev.coterie.zwibbler.access.BoardTokens;

/** Makes the tokens with which pages open boards. Thread-safe; does not block. */
@Component
@EnableConfigurationProperties(WhiteboardProperties.class)
class BoardPasses {

    private static final Permissions STAFF = new Permissions(true, true, true);

    private final BoardTokens tokens;
    private final BoardSharing sharing;
    private final WhiteboardProperties properties;

    BoardPasses(BoardTokens tokens, BoardSharing sharing, WhiteboardProperties properties) {
        this.tokens = tokens;
        this.sharing = sharing;
        this.properties = properties;
    }

    /** Whoever has an account may draw on every board whose name they know, and make it. */
    CompletionStage<BoardToken> of(String board, Account account) {
        Permissions permissions = account.staff() ? STAFF : Permissions.READ_WRITE;
        return tokens.issue(board, account.username(), permissions, properties.pageTokenLifetime());
    }

    /** Guests get what the board allows them; empty: nothing. */
    CompletionStage<Optional<BoardToken>> ofGuest(String board) {
        return sharing.of(board).thenCompose(allowed -> {
            if (allowed == Sharing.NONE) {
                return CompletableFuture.completedStage(Optional.empty());
            }
            return tokens.issue(board, BoardSharing.guestOf(board), allowed.guests(), properties.pageTokenLifetime())
                    .thenCompose(token -> confirmed(board, allowed, token));
        });
    }

    /** A change that came between the look and the token has not changed the token. */
    private CompletionStage<Optional<BoardToken>> confirmed(String board, Sharing allowed, BoardToken token) {
        return sharing.of(board)
                .thenCompose(now -> now == allowed
                        ? CompletableFuture.completedStage(Optional.of(token))
                        : tokens.remove(token.token()).thenApply(nothing -> Optional.<BoardToken>empty()));
    }
}
