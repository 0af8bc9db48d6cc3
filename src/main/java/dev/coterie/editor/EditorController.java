package dev.coterie.editor;

import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

import dev.coterie.account.Account;
import dev.coterie.account.AccountPrincipal;
import dev.coterie.frontend.FrontEnd;
import dev.coterie.frontend.PageFiles;
import dev.coterie.token.RealtimeProperties;

/** The pages with the editor: the first document, and any other by its id. Thread-safe. */
@Controller
@EnableConfigurationProperties(EditorProperties.class)
class EditorController {

    private static final String NO_TEXT = "";
    private static final String ENTRY = "src/main.ts";

    private final EditorProperties properties;
    private final RealtimeProperties realtime;
    private final FrontEnd frontEnd;
    private final DocumentTitles titles;

    EditorController(
            EditorProperties properties, RealtimeProperties realtime, FrontEnd frontEnd, DocumentTitles titles) {
        this.properties = properties;
        this.realtime = realtime;
        this.frontEnd = frontEnd;
        this.titles = titles;
    }

    @GetMapping("/")
    String first(
            Model model,
            @Nullable Authentication authentication,
            HttpServletRequest request,
            HttpServletResponse response) {
        return page(properties.document(), properties.text(), model, authentication, request, response);
    }

    @GetMapping("/d/{id}")
    String document(
            @PathVariable String id,
            Model model,
            @Nullable Authentication authentication,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!DocumentIds.isValid(id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        String text = id.equals(properties.document()) ? properties.text() : NO_TEXT;
        return page(id, text, model, authentication, request, response);
    }

    private String page(
            String document,
            String text,
            Model model,
            @Nullable Authentication authentication,
            HttpServletRequest request,
            HttpServletResponse response) {
        Account visitor = AccountPrincipal.accountOf(authentication).orElse(null);
        String base = request.getContextPath();
        PageSettings settings = new PageSettings(
                visitor != null,
                visitor == null ? null : visitor.username(),
                visitor == null ? null : visitor.shownName(),
                realtime.realtime().name().toLowerCase(Locale.ROOT),
                base + "/api/token",
                base + "/login",
                base + "/",
                properties.collection(),
                document,
                text,
                properties.theme(),
                properties.mode());
        PageFiles files = frontEnd.page(ENTRY);
        model.addAttribute("visitor", visitor);
        model.addAttribute("document", document);
        // Whoever is not signed in learns nothing of documents.
        model.addAttribute("title", visitor == null ? document : titles.of(document));
        model.addAttribute("theme", properties.theme());
        model.addAttribute("script", files.script());
        model.addAttribute("styles", files.styles());
        model.addAttribute("settings", frontEnd.asScriptContent(settings));
        // The page says who is signed in: going back after logging out must not show it again.
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        return "editor";
    }
}
