package dev.coterie.admin;

import java.time.InstantSource;
import java.util.List;

import jakarta.validation.Valid;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.AdminLog;
import dev.coterie.account.Permission;
import dev.coterie.document.DocumentCatalog.Summary;
import dev.coterie.document.StoredByteString;
import dev.coterie.zwibbler.ZwibblerProperties;
import dev.coterie.zwibbler.access.BoardToken;

/**
 * One board and the tokens that open it. The name is a parameter of the address, also of forms, because it may be any
 * text: no path bears a slash, and browsers change the ends of lines in fields.
 */
@Controller
@RequestMapping("/admin/boards/board")
class BoardPageController {

    private static final int HISTORY = 10;
    private static final int TOKENS = 100;
    private static final int VERSIONS = 30;

    private final BoardAdministration boards;
    private final AdminLog log;
    private final Flash flash;
    private final ZwibblerProperties properties;
    private final InstantSource clock;

    BoardPageController(
            BoardAdministration boards,
            AdminLog log,
            Flash flash,
            ZwibblerProperties properties,
            ObjectProvider<InstantSource> clock) {
        this.boards = boards;
        this.log = log;
        this.flash = flash;
        this.properties = properties;
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    @ModelAttribute("section")
    String section() {
        return "boards";
    }

    @GetMapping
    @Requires(Permission.BOARDS_VIEW)
    String show(@RequestParam String name, Model model) {
        StoredByteString board = find(name);
        model.addAttribute("form", TokenForm.EMPTY);
        return page(board, model);
    }

    @PostMapping("/tokens")
    @Requires(Permission.BOARDS_CHANGE)
    String addToken(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam String name,
            @Valid @ModelAttribute("form") TokenForm form,
            BindingResult errors,
            Model model,
            RedirectAttributes next) {
        StoredByteString board = find(name);
        if (errors.hasErrors()) {
            return page(board, model);
        }
        BoardToken token =
                boards.issueToken(self.account(), board.record(), form.user(), form.wanted(), form.duration());
        next.addFlashAttribute("newToken", token.token());
        return toPage(name, next);
    }

    @PostMapping("/tokens/remove")
    @Requires(Permission.BOARDS_CHANGE)
    String removeToken(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam String name,
            @RequestParam String token,
            RedirectAttributes next) {
        if (boards.removeToken(self.account(), find(name).record(), token)) {
            flash.done(next, "admin.board.flash.token-removed", name);
        }
        return toPage(name, next);
    }

    @PostMapping("/title")
    @Requires(Permission.BOARDS_CHANGE)
    String retitle(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam String name,
            @Valid @ModelAttribute("titleForm") TitleForm titleForm,
            BindingResult errors,
            Model model,
            RedirectAttributes next) {
        StoredByteString board = find(name);
        if (errors.hasErrors()) {
            model.addAttribute("form", TokenForm.EMPTY);
            return page(board, model);
        }
        boards.care().retitle(self.account(), summary(name), titleForm.wanted());
        flash.done(next, "documents.flash.renamed", find(name).record().shownName());
        return toPage(name, next);
    }

    @PostMapping("/read-only")
    @Requires(Permission.BOARDS_CHANGE)
    String setReadOnly(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam String name,
            @RequestParam boolean readOnly,
            RedirectAttributes next) {
        boards.care().setReadOnly(self.account(), summary(name), readOnly);
        flash.done(next, readOnly ? "documents.batch.done.read-only" : "documents.batch.done.writable", name);
        return toPage(name, next);
    }

    /** A board cannot become shorter for those who have it open: what it was becomes another board. */
    @PostMapping("/copy")
    @Requires(Permission.BOARDS_CHANGE)
    String copy(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam String name,
            @RequestParam long length,
            RedirectAttributes next) {
        String copy = boards.copy(self.account(), find(name).record(), length)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        flash.done(next, "documents.board.flash.copied", copy);
        return toPage(copy, next);
    }

    private Summary summary(String name) {
        return boards.care().find(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @GetMapping("/delete")
    @Requires(Permission.BOARDS_DELETE)
    String showDelete(@RequestParam String name, Model model) {
        describe(find(name), model);
        model.addAttribute("tokens", boards.tokens(name).size());
        return "admin/board-delete";
    }

    @PostMapping("/delete")
    @Requires(Permission.BOARDS_DELETE)
    String delete(
            @AuthenticationPrincipal AccountPrincipal self,
            @RequestParam String name,
            @RequestParam(defaultValue = "false") boolean withTokens,
            RedirectAttributes next) {
        boards.delete(self.account(), find(name).record(), withTokens);
        flash.done(next, "documents.batch.done.delete", name);
        return "redirect:/admin/boards";
    }

    private String page(StoredByteString board, Model model) {
        describe(board, model);
        List<BoardToken> tokens = boards.tokens(board.record().key().name());
        if (!model.containsAttribute("titleForm")) {
            model.addAttribute(
                    "titleForm", new TitleForm(board.record().keeping().title()));
        }
        List<Versions.Line> lines =
                boards.versions(board.record(), Long.MAX_VALUE).lines();
        model.addAttribute("versions", lines.subList(0, Math.min(VERSIONS, lines.size())));
        model.addAttribute("tokens", TokenRow.of(tokens, TOKENS));
        model.addAttribute("moreTokens", Math.max(0, tokens.size() - TOKENS));
        model.addAttribute("allPermissions", TokenForm.PERMISSIONS);
        model.addAttribute("lifetimes", TokenForm.lifetimes());
        model.addAttribute(
                "entries",
                EntryRow.of(log.of(AdminEntry.Kind.BOARD, board.record().id().number(), HISTORY)));
        return "admin/board";
    }

    private void describe(StoredByteString board, Model model) {
        String name = board.record().key().name();
        model.addAttribute(
                "board", BoardDetails.of(board, boards.connected(name), properties.expiration(), clock.instant()));
    }

    private StoredByteString find(String name) {
        return boards.find(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String toPage(String name, RedirectAttributes next) {
        next.addAttribute("name", name);
        return "redirect:/admin/boards/board";
    }
}
