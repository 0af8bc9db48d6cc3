package dev.coterie.account.web;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** A language in which there are pages. */
enum Language {
    ENGLISH(Locale.ENGLISH),
    GERMAN(Locale.GERMAN);

    /** The cookie that keeps what somebody chose. */
    static final String COOKIE = "COTERIE_LANGUAGE";

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** @param code as in {@code en} */
    static Optional<Language> of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(language -> language.code().equals(code))
                .findFirst();
    }

    /** What was chosen, else the first that the browser asks for, else English. */
    static Language of(HttpServletRequest request) {
        return chosen(request).or(() -> askedFor(request)).orElse(ENGLISH);
    }

    String code() {
        return locale.getLanguage();
    }

    Locale locale() {
        return locale;
    }

    private static Optional<Language> chosen(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .flatMap(cookie -> of(cookie.getValue()).stream())
                        .findFirst();
    }

    private static Optional<Language> askedFor(HttpServletRequest request) {
        // Without the header the container would answer the language of the machine.
        return request.getHeader("Accept-Language") == null
                ? Optional.empty()
                : Collections.list(request.getLocales()).stream()
                        .flatMap(wanted -> of(wanted.getLanguage()).stream())
                        .findFirst();
    }
}
