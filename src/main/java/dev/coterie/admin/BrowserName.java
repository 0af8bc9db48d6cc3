package dev.coterie.admin;

import java.util.List;
import java.util.Optional;

/** What a client is, for people, by what it calls itself. Stateless. */
final class BrowserName {

    private static final int LONGEST = 40;

    /** Browsers also claim to be those that came before them: the first that fits is it. */
    private static final List<Sign> BROWSERS = List.of(
            new Sign("Edg", "Edge"),
            new Sign("OPR/", "Opera"),
            new Sign("Firefox/", "Firefox"),
            new Sign("Chrome/", "Chrome"),
            new Sign("Safari/", "Safari"));

    private static final List<Sign> SYSTEMS = List.of(
            new Sign("Android", "Android"),
            new Sign("iPhone", "iOS"),
            new Sign("iPad", "iPadOS"),
            new Sign("Windows", "Windows"),
            new Sign("Mac OS X", "macOS"),
            new Sign("CrOS", "ChromeOS"),
            new Sign("Linux", "Linux"));

    private BrowserName() {}

    /** For instance {@code Firefox, Linux}, or a program's own name; empty when it does not say. */
    static String of(String userAgent) {
        return name(BROWSERS, userAgent)
                .map(browser -> name(SYSTEMS, userAgent)
                        .map(system -> browser + ", " + system)
                        .orElse(browser))
                .orElseGet(() -> program(userAgent));
    }

    private static String program(String userAgent) {
        String name = userAgent.split("[/\\s]", 2)[0];
        return name.substring(0, Math.min(LONGEST, name.length()));
    }

    private static Optional<String> name(List<Sign> signs, String userAgent) {
        return signs.stream()
                .filter(sign -> userAgent.contains(sign.text()))
                .map(Sign::name)
                .findFirst();
    }

    private record Sign(String text, String name) {}
}
