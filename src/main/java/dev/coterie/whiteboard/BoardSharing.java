package dev.coterie.whiteboard;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.coterie.zwibbler.Boards;
import dev.coterie.zwibbler.access.BoardTokens;

/** Who may open a board without an account: kept with the board. Thread-safe; does not block. */
@Component
class BoardSharing {

    private static final String FIELD = "sharing";

    private final Boards boards;
    private final BoardTokens tokens;
    private final JsonMapper json;

    BoardSharing(Boards boards, BoardTokens tokens, JsonMapper json) {
        this.boards = boards;
        this.tokens = tokens;
        this.json = json;
    }

    /** The user that all guests of a board are; no account can have a name with a colon. */
    static String guestOf(String board) {
        return "guest:" + board;
    }

    /** Nobody may open a board that does not exist. */
    CompletionStage<Sharing> of(String board) {
        return boards.metadata(board)
                .thenApply(metadata -> metadata.flatMap(bytes ->
                                Optional.ofNullable(read(bytes).path(FIELD).stringValue(null)))
                        .flatMap(Sharing::of)
                        .orElse(Sharing.NONE));
    }

    /**
     * Changes it; in effect for every guest when the stage completes: tokens that are still on their way change, and so
     * do connections.
     *
     * @return false when there is no such board
     */
    CompletionStage<Boolean> change(String board, Sharing sharing) {
        return boards.metadata(board).thenCompose(metadata -> {
            if (metadata.isEmpty()) {
                return CompletableFuture.completedStage(false);
            }
            byte[] changed = json.writeValueAsBytes(read(metadata.get()).put(FIELD, sharing.word()));
            return boards.updateMetadata(board, changed)
                    .thenCompose(done -> done ? tell(board, sharing) : CompletableFuture.completedStage(false));
        });
    }

    /** Tokens first: whoever comes in with one meanwhile is then told as all the others are. */
    private CompletionStage<Boolean> tell(String board, Sharing sharing) {
        return tokens.changeUser(guestOf(board), sharing.guests())
                .thenCompose(count -> boards.changeUser(guestOf(board), sharing.guests()))
                .thenApply(nothing -> true);
    }

    /** What is not ours is kept where it can be. */
    private ObjectNode read(byte[] metadata) {
        try {
            JsonNode node = metadata.length == 0 ? json.createObjectNode() : json.readTree(metadata);
            return node instanceof ObjectNode object ? object : json.createObjectNode();
        } catch (JacksonException e) {
            return json.createObjectNode();
        }
    }
}
