package dev.coterie.account.web;

import java.util.List;
import java.util.Optional;

/**
 * What people call a browser, out of the words of its {@code User-Agent}. Immutable.
 *
 * @param program empty: none that is known here, as {@code system}
 */
record BrowserName(String program, String system) {

    /** Sign and name; the first sign that is found counts, for every browser pretends to be others as well. */
    private static final List<String[]> PROGRAMS = List.of(
            new String[] {"Edg", "Edge"},
            new String[] {"OPR/", "Opera"},
            new String[] {"Firefox/", "Firefox"},
            new String[] {"FxiOS/", "Firefox"},
            new String[] {"CriOS/", "Chrome"},
            new String[] {"Chrome/", "Chrome"},
            new String[] {"Safari/", "Safari"},
            new String[] {"curl/", "curl"});

    private static final List<String[]> SYSTEMS = List.of(
            new String[] {"iPhone", "iPhone"},
            new String[] {"iPad", "iPad"},
            new String[] {"Android", "Android"},
            new String[] {"Windows", "Windows"},
            new String[] {"Mac OS X", "macOS"},
            new String[] {"CrOS", "ChromeOS"},
            new String[] {"Linux", "Linux"});

    static BrowserName of(String userAgent) {
        return new BrowserName(
                first(PROGRAMS, userAgent).orElse(""), first(SYSTEMS, userAgent).orElse(""));
    }

    private static Optional<String> first(List<String[]> names, String userAgent) {
        return names.stream()
                .filter(name -> userAgent.contains(name[0]))
                .map(name -> name[1])
                .findFirst();
    }

    /** Of the message that names it: with both parts, one of them, or none. */
    public String messageKey() {
        if (program.isEmpty()) {
            return system.isEmpty() ? "account.logins.unknown" : "account.logins.system";
        }
        return system.isEmpty() ? "account.logins.program" : "account.logins.browser";
    }
}
