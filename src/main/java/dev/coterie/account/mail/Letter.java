package dev.coterie.account.mail;

import java.util.List;
import java.util.Locale;

/**
 * Something to be mailed. Immutable.
 *
 * @param to one address; one that is none is not written to
 * @param kind the messages {@code mail.KIND.subject} and {@code mail.KIND.text} say it
 * @param arguments for the placeholders of the text; the subject has none, so that nobody can write into it
 */
public record Letter(String to, String kind, List<Object> arguments, Locale locale) {

    @Override
    public String toString() {
        return "Letter[kind=" + kind + "]";
    }
}
