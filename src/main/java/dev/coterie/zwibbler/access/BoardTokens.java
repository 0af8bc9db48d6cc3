package dev.coterie.zwibbler.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import dev.coterie.document.RecordStore;
import dev.coterie.zwibbler.Permissions;

/** The tokens that this server keeps. Thread-safe; no method blocks its caller. */
public final class BoardTokens {

    private static final int RANDOM_BYTES = 32;

    private final RecordStore records;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    BoardTokens(RecordStore records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /**
     * Makes a token that nobody can guess (256 random bits) and stores it.
     *
     * @param lifetime how long it may be used, from now on
     */
    public CompletionStage<BoardToken> issue(String board, String user, Permissions permissions, Duration lifetime) {
        byte[] bits = new byte[RANDOM_BYTES];
        random.nextBytes(bits);
        String name = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        BoardToken token =
                new BoardToken(name, board, user, permissions, clock.instant().plus(lifetime));
        return add(token).thenApply(stored -> token);
    }

    /**
     * Stores a token; the board need not exist.
     *
     * @return fails with {@link dev.coterie.document.RecordExistsException} when it is taken
     */
    public CompletionStage<Void> add(BoardToken token) {
        return records.add(token.toRecord());
    }

    /** Finds a token that has not expired. */
    public CompletionStage<Optional<BoardToken>> find(String token) {
        return records.find(BoardToken.SPACE, token).thenApply(found -> found.map(BoardToken::of));
    }

    /** A board's tokens that have not expired, in no particular order. */
    public CompletionStage<List<BoardToken>> about(String board) {
        return records.about(BoardToken.SPACE, board)
                .thenApply(found -> found.stream().map(BoardToken::of).toList());
    }

    /** Removes a token, if there is one; whoever is connected by it stays. */
    public CompletionStage<Void> remove(String token) {
        return records.remove(BoardToken.SPACE, token);
    }

    /**
     * Gives all tokens of a user other permissions; whoever is connected by them keeps the old ones, see
     * {@link dev.coterie.zwibbler.Boards#changeUser}.
     */
    public CompletionStage<Integer> changeUser(String user, Permissions permissions) {
        return records.replaceOwned(BoardToken.SPACE, user, BoardToken.value(permissions));
    }
}
