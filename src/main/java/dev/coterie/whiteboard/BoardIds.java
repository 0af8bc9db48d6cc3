package dev.coterie.whiteboard;

import java.util.regex.Pattern;

/** What a board may be called in the address of its page; the same as documents. */
final class BoardIds {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

    private BoardIds() {}

    static boolean isValid(String id) {
        return VALID.matcher(id).matches();
    }
}
