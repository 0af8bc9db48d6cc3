package dev.coterie.admin;

import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** What files are called that a browser saves. Stateless. */
final class FileNames {

    private static final int MAX_CHARACTERS = 100;

    private FileNames() {}

    /** Letters and digits of the name, and nothing that a file system, a shell or a header could take for its own. */
    static String of(String name, String otherwise, String extension) {
        String safe = name.replaceAll("[^\\p{L}\\p{N}._-]+", "_").replaceAll("^[._-]+", "");
        int characters = Math.min(MAX_CHARACTERS, safe.codePointCount(0, safe.length()));
        String cut = safe.substring(0, safe.offsetByCodePoints(0, characters));
        return (cut.isEmpty() ? otherwise : cut) + extension;
    }

    /** Has the browser save what follows, whatever it is. */
    static void attach(HttpServletResponse response, String fileName) {
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(fileName, StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }
}
