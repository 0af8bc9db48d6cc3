package dev.coterie.account.mail;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.springframework.context.MessageSource;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Makes a message of a letter: plain text, to one person. Thread-safe. */
class Writer {

    /** Nothing that ends a header, and nothing that makes two addresses of one. */
    private static final Pattern ONE_ADDRESS =
            Pattern.compile("[^\\p{Cntrl}\\s,;:<>()\"\\\\]+@[^\\p{Cntrl}\\s,;:<>()\"\\\\@]+");

    private final JavaMailSender sender;
    private final MessageSource messages;
    private final InternetAddress from;

    Writer(JavaMailSender sender, MessageSource messages, InternetAddress from) {
        this.sender = sender;
        this.messages = messages;
        this.from = from;
    }

    /** @return empty when the address is none */
    Optional<MimeMessage> write(Letter letter) throws MessagingException {
        Optional<InternetAddress> to = address(letter.to());
        if (to.isEmpty()) {
            return Optional.empty();
        }
        MimeMessage message = sender.createMimeMessage();
        MimeMessageHelper helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
        helper.setFrom(from);
        helper.setTo(to.get());
        helper.setSubject(text(letter, "subject"));
        helper.setText(text(letter, "text"));
        // So that no machine answers it.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Content-Language", language(letter.locale()));
        return Optional.of(message);
    }

    static Optional<InternetAddress> address(String text) {
        try {
            return ONE_ADDRESS.matcher(text).matches()
                    ? Optional.of(new InternetAddress(text, true))
                    : Optional.empty();
        } catch (AddressException e) {
            return Optional.empty();
        }
    }

    private String text(Letter letter, String part) {
        Object[] arguments =
                part.equals("subject") ? new Object[0] : letter.arguments().toArray();
        return messages.getMessage("mail." + letter.kind() + "." + part, arguments, letter.locale());
    }

    private static String language(Locale locale) {
        return locale.getLanguage().equals("de") ? "de" : "en";
    }
}
