package dev.coterie.cli;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

import dev.coterie.account.Refusal;

/** The sentences of {@code messages/account.properties}, for the terminal. */
final class Sentences {

    private Sentences() {}

    static String of(List<Refusal> refusals) {
        ResourceBundle messages = ResourceBundle.getBundle("messages.account", Locale.ROOT);
        return refusals.stream()
                .map(refusal -> {
                    String pattern = messages.getString(refusal.messageKey());
                    return refusal.arguments().isEmpty()
                            ? pattern
                            : MessageFormat.format(pattern, refusal.arguments().toArray());
                })
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
