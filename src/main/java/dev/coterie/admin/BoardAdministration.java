package dev.coterie.admin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.springframework.stereotype.Component;

import dev.coterie.account.Account;
import dev.coterie.account.AdminAction;
import dev.coterie.account.AdminEntry.Kind;
import dev.coterie.account.AdminLog;
import dev.coterie.document.ByteStringStore;
import dev.coterie.document.DocumentCatalog;
import dev.coterie.document.DocumentCatalog.Stamp;
import dev.coterie.document.DocumentExistsException;
import dev.coterie.document.DocumentId;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.DocumentRecord;
import dev.coterie.document.StoredByteString;
import dev.coterie.zwibbler.Boards;
import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.access.BoardToken;
import dev.coterie.zwibbler.access.BoardTokens;

/**
 * What staff may do to boards. Thread-safe; blocks its caller, and every method may end in a
 * {@link NoAnswerException}.
 */
@Component
class BoardAdministration {

    private static final String KIND = "board";

    /** So many copies of the same length may have names of their own. */
    private static final int MAX_COPIES = 20;

    /** Entries that are looked at for one page of versions. */
    private static final int STAMPS = 2_000;

    private final DocumentCatalog catalog;
    private final ByteStringStore store;
    private final Boards boards;
    private final BoardTokens tokens;
    private final AdminLog log;
    private final DocumentCare care;

    BoardAdministration(
            DocumentCatalog catalog, ByteStringStore store, Boards boards, BoardTokens tokens, AdminLog log) {
        this.catalog = catalog;
        this.store = store;
        this.boards = boards;
        this.tokens = tokens;
        this.log = log;
        this.care = new DocumentCare(KIND, Kind.BOARD, catalog, store, new Live(boards), log);
    }

    DocumentCare care() {
        return care;
    }

    DocumentList<BoardRow> list(DocumentFilter filter) {
        DocumentCatalog.Page found = care.page(filter);
        List<BoardRow> rows = found.documents().stream()
                .map(board -> BoardRow.of(
                        board,
                        board.deletion() == null
                                ? boards.connectedUsers(board.record().key().name())
                                        .size()
                                : 0))
                .toList();
        return DocumentList.of(filter, rows, found.total());
    }

    /** @param before only what starts before this offset */
    Versions versions(DocumentRecord board, long before) {
        List<Stamp> stamps = catalog.stamps(board.id(), before, STAMPS);
        return Versions.of(stamps, Map.of(), stamps.size() < STAMPS);
    }

    /**
     * Makes a board of the beginning of another.
     *
     * @return its name; empty when the board is not that long (any more)
     */
    Optional<String> copy(Account actor, DocumentRecord board, long length) {
        String name = board.key().name();
        for (int number = 1; number <= MAX_COPIES; number++) {
            String copy = name + "~" + length + (number == 1 ? "" : "~" + number);
            try {
                if (!Patience.await(boards.copy(name, length, copy, actor.username()))) {
                    return Optional.empty();
                }
                care.find(copy).ifPresent(made -> care.note(actor, AdminAction.ADDED, made));
                return Optional.of(copy);
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof DocumentExistsException) || number == MAX_COPIES) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }

    Optional<StoredByteString> find(String name) {
        return Patience.await(store.find(new DocumentKey(KIND, name)));
    }

    /** Who is connected to this server, one entry a connection. */
    List<String> connected(String name) {
        return boards.connectedUsers(name);
    }

    List<BoardToken> tokens(String name) {
        return Patience.await(tokens.about(name));
    }

    /** The next bytes, in pieces that memory bears; counts as use. */
    byte[] read(String name, long from) {
        return Patience.await(boards.read(name, from));
    }

    /**
     * Puts a board into the trash and closes it for everybody.
     *
     * @param withTokens whether its tokens go first; else they open whatever board gets that name next
     */
    void delete(Account actor, DocumentRecord board, boolean withTokens) {
        String name = board.key().name();
        if (withTokens) {
            Patience.await(removeAll(tokens(name)));
        }
        if (Patience.await(boards.delete(name, actor.username()))) {
            note(actor, AdminAction.DELETED, board);
        }
    }

    BoardToken issueToken(
            Account actor, DocumentRecord board, String user, Permissions permissions, Duration lifetime) {
        BoardToken token = Patience.await(tokens.issue(board.key().name(), user, permissions, lifetime));
        note(actor, AdminAction.TOKEN_ADDED, board);
        return token;
    }

    /**
     * Removes a token; whoever is connected by it stays.
     *
     * @param fingerprint see {@link TokenRow}
     * @return false when there is none of that board
     */
    boolean removeToken(Account actor, DocumentRecord board, String fingerprint) {
        List<BoardToken> found = tokens(board.key().name()).stream()
                .filter(token -> TokenRow.fingerprint(token.token()).equals(fingerprint))
                .toList();
        if (found.isEmpty()) {
            return false;
        }
        Patience.await(removeAll(found));
        note(actor, AdminAction.TOKEN_REMOVED, board);
        return true;
    }

    private CompletionStage<Void> removeAll(List<BoardToken> all) {
        return CompletableFuture.allOf(all.stream()
                .map(token -> tokens.remove(token.token()).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    private record Live(Boards boards) implements LiveDocuments {

        @Override
        public List<String> users(String name) {
            return boards.connectedUsers(name);
        }

        @Override
        public CompletionStage<Boolean> setReadOnly(String name, boolean readOnly) {
            return boards.setReadOnly(name, readOnly);
        }

        @Override
        public CompletionStage<Boolean> discard(String name, String by) {
            return boards.delete(name, by);
        }

        @Override
        public CompletionStage<Boolean> restore(DocumentId id, String name) {
            return boards.restore(id, name);
        }
    }

    private void note(Account actor, AdminAction action, DocumentRecord board) {
        log.note(actor, action, Kind.BOARD, board.id().number(), board.key().name());
    }
}
