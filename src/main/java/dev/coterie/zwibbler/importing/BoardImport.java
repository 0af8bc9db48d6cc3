package dev.coterie.zwibbler.importing;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import dev.coterie.document.ByteStringStore;
import dev.coterie.document.DocumentExistsException;
import dev.coterie.document.DocumentId;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.NamedValue;
import dev.coterie.document.NewByteString;
import dev.coterie.document.RecordExistsException;
import dev.coterie.document.RecordStore;
import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.access.BoardToken;

/** Stores what a file has, and overwrites nothing. Used once, by one thread, which it blocks. */
final class BoardImport {

    private static final String KIND = "board";

    private final ByteStringStore boards;
    private final RecordStore records;
    private final InstantSource clock;

    BoardImport(ByteStringStore boards, RecordStore records, InstantSource clock) {
        this.boards = boards;
        this.records = records;
        this.clock = clock;
    }

    /** What is there already or cannot be stored is left out, and told. */
    void run(SqliteFile file, ImportReport report) throws SQLException {
        file.boards(board -> add(board, report));
        file.tokens(token -> add(token, report));
    }

    private void add(SqliteFile.StoredBoard board, ImportReport report) {
        create(board, report).ifPresent(id -> {
            report.boardAdded(board.contents().length);
            board.keys().forEach(key -> add(id, board.name(), key, report));
        });
    }

    private Optional<DocumentId> create(SqliteFile.StoredBoard board, ImportReport report) {
        Instant now = clock.instant();
        Instant lastUsed = board.lastUsed().isAfter(now) ? now : board.lastUsed();
        NewByteString document = new NewByteString(
                new DocumentKey(KIND, board.name()), "", lastUsed, new byte[0], board.contents(), "", List.of());
        try {
            return Optional.of(await(boards.create(document)).record().id());
        } catch (DocumentExistsException e) {
            report.boardExists(board.name());
        } catch (IllegalArgumentException e) {
            report.boardUnfit(board.name());
        }
        return Optional.empty();
    }

    private void add(DocumentId id, String board, NamedValue key, ImportReport report) {
        try {
            await(boards.putValue(id, key, null));
            report.keyAdded();
        } catch (IllegalArgumentException e) {
            report.keyUnfit(board);
        }
    }

    private void add(SqliteFile.StoredToken token, ImportReport report) {
        if (!token.expiresAt().isAfter(clock.instant())) {
            report.tokenExpired();
            return;
        }
        BoardToken added = new BoardToken(
                token.token(), token.board(), token.user(), Permissions.of(token.permissions()), token.expiresAt());
        try {
            await(records.add(added.toRecord()));
            report.tokenAdded();
        } catch (RecordExistsException e) {
            report.tokenExists();
        } catch (IllegalArgumentException e) {
            report.tokenUnfit(token.board());
        }
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
