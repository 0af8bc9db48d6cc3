package dev.coterie.account;

import java.util.regex.Pattern;

/** What names may look like. */
final class Names {

    static final int USERNAME_LENGTH = 150;
    static final int NAME_LENGTH = 150;
    static final int EMAIL_LENGTH = 254;

    private static final Pattern USERNAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}@.+_-]{1,150}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private Names() {}

    /** Whether people may choose this username here: letters, digits and {@code @.+-_}, as in Django. */
    static boolean isUsername(String name) {
        return USERNAME.matcher(name).matches();
    }

    /**
     * Whether a username can be stored at all. Tokens of other systems have names that nobody could choose here; what
     * no column or page bears (control characters, blank ends, too long) is refused even then.
     */
    static boolean isStorable(String name) {
        return !name.isEmpty()
                && name.length() <= USERNAME_LENGTH
                && name.strip().equals(name)
                && !CONTROL.matcher(name).find();
    }

    /** Text for a column: no control characters, no blank ends, no more than so many characters. */
    static String clean(String text, int maxLength) {
        String clean = CONTROL.matcher(text).replaceAll(" ").strip();
        if (clean.length() <= maxLength) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
        return clean.substring(0, end).strip();
    }
}
