package dev.coterie.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import dev.coterie.account.AccountBatch.Candidate;
import dev.coterie.account.Refusal;
import dev.coterie.account.RefusedException;

/** What the next page says of what was just done. Thread-safe. */
@Component
class Flash {

    private final MessageSource messages;

    Flash(MessageSource messages) {
        this.messages = messages;
    }

    /** @param name for the placeholder of the message */
    void done(RedirectAttributes next, String messageKey, String name) {
        next.addFlashAttribute("flash", messageKey);
        next.addFlashAttribute("flashName", name);
    }

    /** @param count how many it was done to */
    void done(RedirectAttributes next, String messageKey, int count) {
        next.addFlashAttribute("flash", messageKey);
        next.addFlashAttribute("flashName", count);
    }

    void refused(RedirectAttributes next, RefusedException refused) {
        show(next, refused.refusals().stream().map(this::sentence).toList());
    }

    /** Of many at once: each reason with those whom it is about. */
    void refused(RedirectAttributes next, List<Candidate> candidates) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        candidates.forEach(candidate -> candidate
                .against()
                .forEach(refusal -> names.computeIfAbsent(sentence(refusal), none -> new ArrayList<>())
                        .add(candidate.account().username())));
        if (!names.isEmpty()) {
            show(
                    next,
                    names.entrySet().stream()
                            .map(entry ->
                                    say("admin.bulk.refused", String.join(", ", entry.getValue()), entry.getKey()))
                            .toList());
        }
    }

    /** What keeps something from being done that no account or group is at fault for. */
    void problem(RedirectAttributes next, String messageKey, Object... arguments) {
        show(next, List.of(say(messageKey, arguments)));
    }

    private static void show(RedirectAttributes next, Collection<String> sentences) {
        next.addFlashAttribute("flashRefusals", new ArrayList<>(sentences));
    }

    private String sentence(Refusal refusal) {
        return say(refusal.messageKey(), refusal.arguments().toArray());
    }

    private String say(String messageKey, Object... arguments) {
        return messages.getMessage(messageKey, arguments, LocaleContextHolder.getLocale());
    }

    void refused(RedirectAttributes next, String messageKey, Object... arguments) {
        next.addFlashAttribute(
                "flashRefusals", List.of(messages.getMessage(messageKey, arguments, LocaleContextHolder.getLocale())));
    }
}
