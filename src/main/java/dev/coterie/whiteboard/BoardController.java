package dev.coterie.whiteboard;

import java.net.URI;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

import dev.coterie.account.Account;
import dev.coterie.account.AccountPrincipal;
import dev.coterie.frontend.FrontEnd;
import dev.coterie.frontend.PageFiles;
import dev.coterie.zwibbler.BoardAbout;
import dev.coterie.zwibbler.Boards;

/** The page of a board. Thread-safe. */
@Controller
class BoardController {

    private static final String OWN_TOOLS = "src/board/main.ts";
    private static final String LICENSED_TOOLS = "src/board/zwibbler.ts";
    private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    private final BoardSharing sharing;
    private final WhiteboardProperties properties;
    private final FrontEnd frontEnd;
    private final Boards boards;

    BoardController(BoardSharing sharing, WhiteboardProperties properties, FrontEnd frontEnd, Boards boards) {
        this.sharing = sharing;
        this.properties = properties;
        this.frontEnd = frontEnd;
        this.boards = boards;
    }

    /** Whoever may not see a board without an account is asked for one, and comes back. */
    @GetMapping("/board/{id}")
    String board(
            @PathVariable String id,
            Model model,
            @Nullable Authentication authentication,
            @Nullable CsrfToken csrf,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!BoardIds.isValid(id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        Account visitor = AccountPrincipal.accountOf(authentication).orElse(null);
        Sharing shared = Waiting.on(sharing.of(id));
        if (visitor == null && shared == Sharing.NONE) {
            throw new InsufficientAuthenticationException("This board is not shared");
        }
        URI script = properties.scriptUrl();
        PageFiles files = frontEnd.page(script == null ? OWN_TOOLS : LICENSED_TOOLS);
        model.addAttribute("visitor", visitor);
        model.addAttribute("board", id);
        model.addAttribute("title", title(id));
        model.addAttribute("licensedScript", script);
        model.addAttribute("script", files.script());
        model.addAttribute("styles", files.styles());
        model.addAttribute(
                "settings", frontEnd.asScriptContent(settings(id, visitor, shared, csrf, request.getContextPath())));
        // The page says who is signed in: going back after logging out must not show it again.
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        if (script != null) {
            response.setHeader(CONTENT_SECURITY_POLICY, policy(WhiteboardProperties.originOf(script)));
        }
        return "board";
    }

    private String title(String id) {
        return Waiting.on(boards.about(id))
                .map(BoardAbout::title)
                .filter(title -> !title.isEmpty())
                .orElse(id);
    }

    private static PageSettings settings(
            String id, @Nullable Account visitor, Sharing shared, @Nullable CsrfToken csrf, String base) {
        String api = base + "/api/boards/" + id;
        CsrfToken proof = visitor == null ? null : csrf;
        return new PageSettings(
                id,
                visitor != null,
                visitor == null ? null : visitor.username(),
                visitor == null ? null : visitor.shownName(),
                api + "/token",
                visitor == null ? null : api + "/sharing",
                shared,
                proof == null ? null : proof.getHeaderName(),
                proof == null ? null : proof.getToken(),
                base + "/socket",
                base + "/login");
    }

    /** As everywhere, and what the licensed script loads from where it comes from itself. */
    private static String policy(String origin) {
        return "default-src 'self'; script-src 'self' " + origin + "; style-src 'self' " + origin + "; img-src 'self' "
                + "data: " + origin + "; font-src 'self' data: " + origin + "; connect-src 'self' ws: wss: " + origin
                + "; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
                + "frame-ancestors 'none'";
    }
}
