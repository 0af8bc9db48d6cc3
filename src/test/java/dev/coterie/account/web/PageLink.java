package dev.coterie.account.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The link that a page shows once. */
final class PageLink {

    private static final Pattern LINK = Pattern.compile("value=\"https?://[^/\"]+(?:/pad)?(/[^\"]*token=[^\"]+)\"");

    private PageLink() {}

    /** Its path and query. */
    static String in(String body) {
        Matcher link = LINK.matcher(body);
        if (!link.find()) {
            throw new AssertionError("no link in: " + body);
        }
        return link.group(1);
    }
}
