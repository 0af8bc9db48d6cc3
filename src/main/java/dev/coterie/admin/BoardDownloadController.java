package dev.coterie.admin;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import dev.coterie.account.Permission;
import dev.coterie.document.StoredByteString;

/** The bytes of a board as a file. Only a piece of it is in memory at a time; the request's thread waits for the network. */
@Controller
class BoardDownloadController {

    private final BoardAdministration boards;

    BoardDownloadController(BoardAdministration boards) {
        this.boards = boards;
    }

    /** What is appended meanwhile is not in the file. */
    @GetMapping("/admin/boards/board/download")
    @Requires(Permission.BOARDS_VIEW)
    void download(@RequestParam String name, HttpServletResponse response) throws IOException {
        StoredByteString board = boards.find(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        long length = board.length();
        // Before anything is promised: without storage there is still a page that says so.
        byte[] piece = length == 0 ? new byte[0] : boards.read(name, 0);
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        response.setContentLengthLong(length);
        FileNames.attach(response, FileNames.of(name, "board", ".board"));
        OutputStream out = response.getOutputStream();
        for (long written = 0; written < length; ) {
            if (piece.length == 0) {
                // The browser notices too, by the length.
                throw new EOFException("A board was deleted while it was downloaded");
            }
            int wanted = Math.toIntExact(Math.min(piece.length, length - written));
            out.write(piece, 0, wanted);
            written += wanted;
            if (written < length) {
                piece = boards.read(name, written);
            }
        }
    }
}
