package dev.coterie.admin;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.AdminAction;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.AdminLog;
import dev.coterie.account.FieldChange;
import dev.coterie.account.Permission;
import dev.coterie.convergence.ModelTransfer;
import dev.coterie.convergence.ModelTransfer.Selection;
import dev.coterie.convergence.TransferReport;
import dev.coterie.convergence.UnreadableExportException;
import dev.coterie.document.StorageUnavailableException;

/** Documents as a file, of a collection or all, and back. */
@Controller
@RequestMapping("/admin/collections")
class CollectionTransferController {

    private static final String PAGE = "admin/collections-import";

    private final CollectionAdministration collections;
    private final ModelTransfer transfer;
    private final AdminLog log;

    CollectionTransferController(CollectionAdministration collections, ModelTransfer transfer, AdminLog log) {
        this.collections = collections;
        this.transfer = transfer;
        this.log = log;
    }

    @ModelAttribute("section")
    String section() {
        return "collections";
    }

    @GetMapping("/export")
    @Requires({Permission.COLLECTIONS_VIEW, Permission.DOCUMENTS_VIEW})
    void exportAll(@RequestParam(defaultValue = "false") boolean versions, HttpServletResponse response)
            throws IOException {
        send(new Selection(null, versions), "documents", response);
    }

    @GetMapping("/{id}/export")
    @Requires({Permission.COLLECTIONS_VIEW, Permission.DOCUMENTS_VIEW})
    void export(
            @PathVariable long id, @RequestParam(defaultValue = "false") boolean versions, HttpServletResponse response)
            throws IOException {
        String name = collections
                .find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
                .record()
                .name();
        send(new Selection(name, versions), name, response);
    }

    private void send(Selection selection, String name, HttpServletResponse response) throws IOException {
        response.setContentType("application/x-ndjson");
        FileNames.attach(response, FileNames.of(name, "collection", ".jsonl"));
        transfer.export(selection, response.getOutputStream());
    }

    @GetMapping("/import")
    @Requires({Permission.COLLECTIONS_ADD, Permission.DOCUMENTS_CHANGE})
    String show() {
        return PAGE;
    }

    @PostMapping("/import")
    @Requires({Permission.COLLECTIONS_ADD, Permission.DOCUMENTS_CHANGE})
    String add(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Model model)
            throws IOException {
        if (file == null || file.isEmpty()) {
            model.addAttribute("problem", "collections.import.no-file");
            return PAGE;
        }
        try (InputStream in = file.getInputStream()) {
            TransferReport report = transfer.importFrom(in);
            log.note(
                    self.account(),
                    AdminAction.IMPORTED,
                    AdminEntry.Kind.COLLECTION,
                    0,
                    FileNames.of(String.valueOf(file.getOriginalFilename()), "file", ""),
                    List.of(
                            new FieldChange("documents", "", Long.toString(report.models())),
                            new FieldChange("collections", "", Long.toString(report.collections()))));
            model.addAttribute("report", report);
        } catch (StorageUnavailableException e) {
            throw new NoAnswerException(e);
        } catch (UnreadableExportException e) {
            model.addAttribute("problem", "collections.import.unreadable");
            model.addAttribute("line", e.line());
            model.addAttribute("reason", e.reason().name());
        }
        return PAGE;
    }
}
