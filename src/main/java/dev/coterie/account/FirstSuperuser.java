package dev.coterie.account;

import java.net.URI;
import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

import dev.coterie.account.mail.PublicUrl;

/** Makes the first account before the server takes its first request. */
@Component
@ConditionalOnWebApplication
class FirstSuperuser implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(FirstSuperuser.class);

    /** Nothing that is mistaken for something else. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int GROUP_LENGTH = 4;

    private final LocalAccounts accounts;
    private final FirstSuperuserProperties properties;
    private final MessageSource messages;
    private final PublicUrl publicUrl;
    private final Environment environment;

    FirstSuperuser(
            LocalAccounts accounts,
            FirstSuperuserProperties properties,
            MessageSource messages,
            PublicUrl publicUrl,
            Environment environment) {
        this.accounts = accounts;
        this.properties = properties;
        this.messages = messages;
        this.publicUrl = publicUrl;
        this.environment = environment;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!accounts.isEmpty()) {
            return;
        }
        String configured = properties.password();
        boolean random = configured == null || configured.isEmpty();
        String password = configured == null || configured.isEmpty() ? randomPassword() : configured;
        try {
            accounts.createSuperuser(properties.username(), password);
        } catch (RefusedException e) {
            throw new UnfitSuperuserException(e.refusals().stream()
                    .map(refusal -> messages.getMessage(
                            refusal.messageKey(), refusal.arguments().toArray(), LocaleContextHolder.getLocale()))
                    .collect(Collectors.joining(" ")));
        } catch (DataIntegrityViolationException e) {
            log.info("Another server has made the first account meanwhile");
            return;
        }
        if (random) {
            announce(password);
        } else {
            log.info("Made the first account, a superuser, with the configured name and password");
        }
    }

    /** The one secret that is ever logged: without it nobody could get in. */
    private void announce(String password) {
        String line = "=".repeat(72);
        log.warn("""

                {}

                   There was no account yet, so this one was made:

                       username   {}
                       password   {}
                       address    {}

                   Log in and change the password. It is shown this once only.

                {}""", line, properties.username(), password, address(), line);
    }

    private String address() {
        return publicUrl
                .base()
                .map(URI::toString)
                .orElseGet(() -> "http://localhost:" + environment.getProperty("server.port", "8080"));
    }

    private static String randomPassword() {
        SecureRandom random = new SecureRandom();
        return IntStream.range(0, GROUPS)
                .mapToObj(group -> random.ints(GROUP_LENGTH, 0, LETTERS.length())
                        .mapToObj(index -> String.valueOf(LETTERS.charAt(index)))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("-"));
    }
}
