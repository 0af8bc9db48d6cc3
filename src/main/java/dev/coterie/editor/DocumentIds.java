package dev.coterie.editor;

import java.util.regex.Pattern;

/** What a document may be called in the address of a page. */
final class DocumentIds {

    static final String PATTERN = "[A-Za-z0-9._~-]{1,128}";

    private static final Pattern VALID = Pattern.compile(PATTERN);

    private DocumentIds() {}

    static boolean isValid(String id) {
        return VALID.matcher(id).matches();
    }
}
