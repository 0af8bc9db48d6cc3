package dev.coterie.whiteboard;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.zwibbler.BoardAbout;
import dev.coterie.zwibbler.Boards;
import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.access.BoardToken;

/** What the page of a board asks for. Thread-safe. */
@RestController
@RequestMapping("/api/boards/{id}")
class BoardApiController {

    private final BoardPasses passes;
    private final BoardSharing sharing;
    private final Boards boards;

    BoardApiController(BoardPasses passes, BoardSharing sharing, Boards boards) {
        this.passes = passes;
        this.sharing = sharing;
        this.boards = boards;
    }

    /** A token to open the board with, soon; 401 for those who need an account. */
    @PostMapping("/token")
    ResponseEntity<Pass> token(@PathVariable String id, @Nullable Authentication authentication) {
        requireValid(id);
        Optional<BoardToken> token = AccountPrincipal.accountOf(authentication)
                .map(account -> Waiting.on(passes.of(id, account)))
                .or(() -> Waiting.on(passes.ofGuest(id)));
        return token.map(made ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(pass(id, made)))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                        .cacheControl(CacheControl.noStore())
                        .build());
    }

    /** Says who may come without an account; takes effect for those who are there at once. */
    @PostMapping("/sharing")
    ShareRequest share(@PathVariable String id, @RequestBody ShareRequest wanted) {
        requireValid(id);
        Sharing chosen = Optional.ofNullable(wanted.sharing())
                .flatMap(Sharing::of)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        if (!Waiting.on(sharing.change(id, chosen))) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return wanted;
    }

    /** Nobody draws on a board that is read-only, whatever their token says. */
    private Pass pass(String id, BoardToken token) {
        boolean readOnly =
                Waiting.on(boards.about(id)).filter(BoardAbout::readOnly).isPresent();
        Permissions may = token.permissions();
        return new Pass(
                token.token(),
                (readOnly ? new Permissions(may.read(), false, may.admin()) : may).letters(),
                token.expiresAt());
    }

    private static void requireValid(String id) {
        if (!BoardIds.isValid(id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    record ShareRequest(@Nullable String sharing) {}

    /** What the page gets. */
    record Pass(String token, String permissions, @Nullable Instant expiresAt) {

        /** Without the token. */
        @Override
        public String toString() {
            return "Pass[permissions=" + permissions + ", expiresAt=" + expiresAt + "]";
        }
    }
}
