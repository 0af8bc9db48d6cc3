package dev.coterie.account.web;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people call a browser, out of the words of its {@code User-Agent}. Immutable.
 *
 * @param program a browser, else what a program calls itself; empty: not known, as {@code system}
 */
public record BrowserName(String program, String system) {

    /** Sign and name; the first sign that is found counts, for every browser pretends to be others as well. */
    private static final List<String[]> PROGRAMS = List.of(
            new String[] {"Edg", "Edge"},
            new String[] {"OPR/", "Opera"},
            new String[] {"Firefox/", "Firefox"},
            new String[] {"FxiOS/", "Firefox"},
            new String[] {"CriOS/", "Chrome"},
            new String[] {"Chrome/", "Chrome"},
            new String[] {"Safari/", "Safari"});

    private static final List<String[]> SYSTEMS = List.of(
            new String[] {"iPhone", "iPhone"},
            new String[] {"iPad", "iPad"},
            new String[] {"Android", "Android"},
            new String[] {"Windows", "Windows"},
            new String[] {"Mac OS X", "macOS"},
            new String[] {"CrOS", "ChromeOS"},
            new String[] {"Linux", "Linux"});

    /** Programs that are no browsers say at the beginning what they are. */
    private static final Pattern OWN_NAME = Pattern.compile("(?!Mozilla/)[A-Za-z][\\w.-]{0,39}");

    /** @param userAgent any text; empty: the client says nothing */
    public static BrowserName of(String userAgent) {
        return new BrowserName(
                first(PROGRAMS, userAgent).orElseGet(() -> ownName(userAgent)),
                first(SYSTEMS, userAgent).orElse(""));
    }

    private static String ownName(String userAgent) {
        Matcher name = OWN_NAME.matcher(userAgent);
        return name.lookingAt() ? name.group() : "";
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
