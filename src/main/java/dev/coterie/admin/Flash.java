package dev.coterie.admin;

import java.util.List;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

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

    void refused(RedirectAttributes next, RefusedException refused) {
        List<String> sentences = refused.refusals().stream()
                .map(refusal -> messages.getMessage(
                        refusal.messageKey(), refusal.arguments().toArray(), LocaleContextHolder.getLocale()))
                .toList();
        next.addFlashAttribute("flashRefusals", sentences);
    }

    void refused(RedirectAttributes next, String messageKey, Object... arguments) {
        next.addFlashAttribute(
                "flashRefusals", List.of(messages.getMessage(messageKey, arguments, LocaleContextHolder.getLocale())));
    }
}
