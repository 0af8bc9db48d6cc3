package dev.coterie.account.web;

import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Choosing the language of the pages; the browser keeps the choice. Thread-safe. */
@Controller
class LanguageController {

    private static final Duration KEPT = Duration.ofDays(365);

    /** Leads back to the page that the form was on. */
    @PostMapping("/language")
    ResponseEntity<Void> choose(
            @RequestParam String language,
            @RequestHeader(name = HttpHeaders.REFERER, required = false) @Nullable String page,
            HttpServletRequest request,
            HttpServletResponse response) {
        Language chosen = Language.of(language).orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        String root = request.getContextPath() + "/";
        ResponseCookie cookie = ResponseCookie.from(Language.COOKIE, chosen.code())
                .path(root)
                .maxAge(KEPT)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        String back = page == null ? root : SameSite.pathOf(page).orElse(root);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, back)
                .build();
    }
}
