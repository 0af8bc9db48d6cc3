package dev.coterie.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

import dev.coterie.account.AdminAction;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.AdminLogSearch;
import dev.coterie.account.FieldChange;
import dev.coterie.account.Permission;
import dev.coterie.account.web.PageTime;

/** The log, to look at and to take away. */
@Controller
class LogController {

    private static final List<String> KINDS = keys(AdminEntry.Kind.values());
    private static final List<String> ACTIONS = keys(AdminAction.values());

    private final AdminLogSearch log;
    private final MessageSource messages;

    LogController(AdminLogSearch log, MessageSource messages) {
        this.log = log;
        this.messages = messages;
    }

    @ModelAttribute("section")
    String section() {
        return "log";
    }

    @GetMapping("/admin/log")
    @Requires(Permission.LOG_VIEW)
    String list(LogFilter filter, Model model) {
        model.addAttribute(
                "list",
                LogList.of(filter, log.page(filter.query(), filter.pageNumber() - 1, LogFilter.PAGE_SIZE), messages));
        model.addAttribute("kinds", KINDS);
        model.addAttribute("actions", ACTIONS);
        return "admin/log";
    }

    /** All entries of the list, written as they are read: nothing of a long log stays in memory. */
    @GetMapping("/admin/log/export")
    @Requires(Permission.LOG_VIEW)
    void export(LogFilter filter, HttpServletResponse response) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("coterie-log-" + PageTime.day(Instant.now()) + ".csv", StandardCharsets.US_ASCII)
                        .build()
                        .toString());
        Writer out = response.getWriter();
        Csv csv = new Csv(out);
        csv.row("time", "actor", "address", "action", "kind", "object_id", "object", "changes");
        try {
            log.each(filter.query(), entry -> write(csv, entry));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(Csv csv, AdminEntry entry) {
        try {
            csv.row(
                    entry.happenedAt().toString(),
                    entry.actor(),
                    entry.address(),
                    LogFilter.key(entry.action()),
                    LogFilter.key(entry.kind()),
                    entry.objectId() == 0 ? "" : Long.toString(entry.objectId()),
                    entry.objectName(),
                    entry.changes().stream().map(LogController::text).collect(Collectors.joining("; ")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(FieldChange change) {
        return change.before().isEmpty() && change.after().isEmpty()
                ? change.field()
                : change.field() + ": " + change.before() + " -> " + change.after();
    }

    private static List<String> keys(Enum<?>[] constants) {
        return Arrays.stream(constants).map(LogFilter::key).toList();
    }
}
