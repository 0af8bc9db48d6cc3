package dev.coterie.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.coterie.account.Permission;
import dev.coterie.convergence.ModelContent;
import dev.coterie.document.DocumentCatalog.Summary;

/** A document as a file: its text, or all its data as JSON; as it is, or as it was at a version. */
@Controller
class DocumentDownloadController {

    private final DocumentAdministration documents;
    private final JsonMapper json;

    DocumentDownloadController(DocumentAdministration documents, JsonMapper json) {
        this.documents = documents;
        this.json = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
    }

    @GetMapping("/admin/documents/{id}/text")
    @Requires(Permission.DOCUMENTS_VIEW)
    void text(
            @PathVariable long id, @RequestParam(required = false) @Nullable Long version, HttpServletResponse response)
            throws IOException {
        Summary document = find(id);
        String text = content(document, version).text().orElseThrow(DocumentDownloadController::missing);
        response.setContentType(MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8");
        send(document, ".txt", text.getBytes(StandardCharsets.UTF_8), response);
    }

    @GetMapping("/admin/documents/{id}/json")
    @Requires(Permission.DOCUMENTS_VIEW)
    void json(
            @PathVariable long id, @RequestParam(required = false) @Nullable Long version, HttpServletResponse response)
            throws IOException {
        Summary document = find(id);
        byte[] bytes = json.writeValueAsBytes(content(document, version).values());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        send(document, ".json", bytes, response);
    }

    private static void send(Summary document, String extension, byte[] bytes, HttpServletResponse response)
            throws IOException {
        String name = document.record().shownName();
        boolean extended = name.matches(".*\\.[A-Za-z0-9]{1,8}") && extension.equals(".txt");
        FileNames.attach(response, FileNames.of(name, "document", extended ? "" : extension));
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private ModelContent content(Summary document, @Nullable Long version) {
        return (version == null ? documents.now(document) : documents.at(document, version))
                .orElseThrow(DocumentDownloadController::missing);
    }

    private Summary find(long id) {
        return documents
                .care()
                .find(id)
                .filter(document -> document.deletion() == null)
                .orElseThrow(DocumentDownloadController::missing);
    }

    private static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
