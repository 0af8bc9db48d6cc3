package dev.coterie.account.mail;

import java.util.ArrayList;
import java.util.List;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

/** Mail, when everything that it needs is configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailingProperties.class)
class MailingConfiguration {

    private static final Logger log = LoggerFactory.getLogger(MailingConfiguration.class);

    @Bean
    Mailing mailing(
            ObjectProvider<JavaMailSender> senders,
            MessageSource messages,
            PublicUrl url,
            MailingProperties properties) {
        JavaMailSender sender = senders.getIfAvailable();
        if (sender == null) {
            return new NoMailing();
        }
        List<String> missing = new ArrayList<>();
        if (url.base().isEmpty()) {
            missing.add("coterie.public-url");
        }
        if (properties.from().isBlank()) {
            missing.add("coterie.mail.from");
        }
        if (!missing.isEmpty()) {
            log.warn("No mail is sent, for beside spring.mail.host it needs {}", String.join(" and ", missing));
            return new NoMailing();
        }
        return new Post(sender, new Writer(sender, messages, from(properties)), url, properties);
    }

    /**
     * In the place of Spring Boot's own, which connects to the SMTP server each time that anybody asks, and takes this
     * server out of service with that one. Ours is always up, and says since when letters fail.
     */
    @Bean
    HealthIndicator mailHealthIndicator(Mailing mailing) {
        return () -> {
            Health.Builder health = Health.up();
            if (mailing instanceof Post post) {
                health.withDetail("state", post.failingSince().isPresent() ? "FAILING" : "OK")
                        .withDetail("waiting", post.waiting());
                post.failingSince().ifPresent(since -> health.withDetail("since", since.toString()));
            } else {
                health.withDetail("state", "OFF");
            }
            return health.build();
        };
    }

    private static InternetAddress from(MailingProperties properties) {
        try {
            return new InternetAddress(properties.from(), true);
        } catch (AddressException e) {
            throw new IllegalArgumentException("coterie.mail.from is no e-mail address: " + properties.from(), e);
        }
    }
}
