package dev.coterie.zwibbler.http;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;

import dev.coterie.zwibbler.Boards;
import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.access.BoardToken;
import dev.coterie.zwibbler.access.BoardTokens;

/** What other servers ask of this one (sections 8.2 and 8.3 of the protocol). Thread-safe; blocks its caller. */
final class ManagementApi {

    private final Secret secret;
    private final RequestReader reader;
    private final Boards boards;
    private final BoardTokens tokens;
    private final Waiting waiting;

    ManagementApi(Secret secret, RequestReader reader, Boards boards, BoardTokens tokens, Waiting waiting) {
        this.secret = secret;
        this.reader = reader;
        this.boards = boards;
        this.tokens = tokens;
        this.waiting = waiting;
    }

    /** @throws RefusedRequestException when the answer is a refusal */
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean knowsSecret = secret.isKnownBy(request.getHeader("Authorization"));
        Parameters parameters = reader.read(request, knowsSecret);
        ManagementMethod method =
                ManagementMethod.of(parameters.text(Parameter.METHOD).orElse(""));
        if (!knowsSecret) {
            throw new RefusedRequestException(HttpStatus.UNAUTHORIZED, "Unauthorized");
        }
        switch (method) {
            case CREATE_DOCUMENT -> createDocument(parameters);
            case DELETE_DOCUMENT -> waiting.await(boards.delete(parameters.requiredName(Parameter.DOCUMENT_ID), ""));
            case DUMP_DOCUMENT -> dump(parameters.requiredName(Parameter.DOCUMENT_ID), response);
            case CHECK_DOCUMENT -> length(parameters.requiredName(Parameter.DOCUMENT_ID));
            case ADD_TOKEN -> addToken(parameters);
            case UPDATE_USER -> updateUser(parameters);
        }
    }

    private void createDocument(Parameters parameters) {
        String board = parameters.requiredName(Parameter.DOCUMENT_ID);
        byte[] contents =
                parameters.contents().orElseThrow(() -> RefusedRequestException.badRequest("Missing contents"));
        waiting.await(boards.create(board, contents, List.of()));
    }

    private void addToken(Parameters parameters) {
        String board = parameters.requiredName(Parameter.DOCUMENT_ID);
        String token = parameters.requiredName(Parameter.TOKEN);
        String user = parameters.requiredName(Parameter.USER_ID);
        Instant expiresAt = ExpirationDate.parse(parameters.required(Parameter.EXPIRATION))
                .orElseThrow(() -> RefusedRequestException.badRequest("Incorrect expires format"));
        BoardToken added = new BoardToken(token, board, user, permissions(parameters), expiresAt);
        Optional<byte[]> contents = parameters.contents();
        waiting.await(
                contents.isPresent()
                        ? boards.create(board, contents.get(), List.of(added.toRecord()))
                        : tokens.add(added));
    }

    /** Stored tokens first: who connects from now on has the new permissions, then who is connected. */
    private void updateUser(Parameters parameters) {
        String user = parameters.requiredName(Parameter.USER_ID);
        Permissions permissions = permissions(parameters);
        waiting.await(tokens.changeUser(user, permissions));
        waiting.await(boards.changeUser(user, permissions));
    }

    private static Permissions permissions(Parameters parameters) {
        return Permissions.of(parameters.text(Parameter.PERMISSIONS).orElse(""));
    }

    private long length(String board) {
        return waiting.await(boards.length(board))
                .orElseThrow(() -> new RefusedRequestException(HttpStatus.NOT_FOUND, "Document does not exist"));
    }

    /** The bytes that there are now, piece by piece; when they vanish meanwhile the connection breaks. */
    private void dump(String board, HttpServletResponse response) throws IOException {
        long length = length(board);
        byte[] piece = length == 0 ? new byte[0] : waiting.await(boards.read(board, 0));
        response.setContentType(SocketHttpFilter.TEXT);
        response.setContentLengthLong(length);
        OutputStream out = response.getOutputStream();
        long written = 0;
        while (written < length) {
            int some = (int) Math.min(piece.length, length - written);
            if (some == 0) {
                throw new IOException("The document was deleted while it was read");
            }
            out.write(piece, 0, some);
            written += some;
            piece = written < length ? waiting.await(boards.read(board, written)) : piece;
        }
    }
}
