package dev.coterie.account.mail;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.mail.internet.InternetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class PostTests {

    private final MailCatcher catcher = new MailCatcher();
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final StaticMessageSource messages = new StaticMessageSource();
    private final Post post;

    PostTests() throws Exception {
        sender.setHost(catcher.host());
        sender.setPort(catcher.port());
        for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            messages.addMessage("mail.test.subject", locale, "Grüße " + locale);
            messages.addMessage("mail.test.text", locale, "Hello {0}\n.\nBye");
        }
        post = post(new MailingProperties("ignored", 3, 3, Duration.ofMillis(1)));
    }

    @AfterEach
    void close() throws IOException {
        post.destroy();
        catcher.close();
    }

    @Test
    void writesPlainTextToOnePersonInTheirLanguage() throws Exception {
        post.send(() -> List.of(letter("ada@example.org", "Ada")));

        MailCatcher.Caught caught = catcher.next();
        assertThat(caught.to()).isEqualTo("ada@example.org");
        assertThat(caught.subject()).isEqualTo("Grüße de");
        assertThat(caught.text().strip()).isEqualTo("Hello Ada\n.\nBye");
        assertThat(caught.message().getContentType()).startsWith("text/plain");
        assertThat(caught.message().getFrom()).containsExactly(new InternetAddress("pad@example.org", "Päd"));
        assertThat(caught.message().getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(caught.message().getHeader("Content-Language")).containsExactly("de");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.org\r\nBcc: b@example.org",
                "a@example.org\nBcc: b@example.org",
                "a@example.org,b@example.org",
                "a@example.org;b@example.org",
                "A <a@example.org>",
                "group: a@example.org;",
                "a@b@example.org",
                "\"a b\"@example.org",
                "a\u0000@example.org",
                "a example@example.org",
                "nobody",
                "@example.org",
                "a@",
                ""
            })
    void writesToNothingThatIsNotOneAddress(String address, CapturedOutput output) {
        post.send(() -> List.of(letter(address, "x"), letter("last@example.org", "x")));

        assertThat(catcher.next().to()).isEqualTo("last@example.org");
        assertThat(output).contains("An account has an address that is none").doesNotContain("Bcc");
    }

    @Test
    void keepsWhatPeopleAreCalledOutOfTheHeaders() {
        post.send(() -> List.of(letter("ada@example.org", "Ada\r\nBcc: b@example.org\r\n\r\nBuy this")));

        String head = catcher.next().source().split("\r\n\r\n", 2)[0];
        assertThat(head).doesNotContain("Bcc").doesNotContain("Ada");
    }

    @Test
    void triesAgainAndSaysSoWithoutTheAddress(CapturedOutput output) {
        catcher.refuse(2);
        post.send(() -> List.of(letter("ada@example.org", "secret-token")));

        assertThat(catcher.next().to()).isEqualTo("ada@example.org");
        assertThat(catcher.refused()).isEqualTo(2);
        assertThat(output)
                .contains("it is tried again")
                .doesNotContain("ada@example.org")
                .doesNotContain("secret-token");
    }

    @Test
    void givesUpInTheEnd(CapturedOutput output) {
        catcher.refuse(3);
        post.send(() -> List.of(letter("ada@example.org", "x")));
        await().until(() -> output.toString().contains("given up"));
        post.send(() -> List.of(letter("bob@example.org", "x")));

        assertThat(catcher.next().to()).isEqualTo("bob@example.org");
        assertThat(catcher.refused()).isEqualTo(3);
    }

    @Test
    void takesNoMoreThanItsQueueHolds(CapturedOutput output) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        post.send(() -> {
            begun.countDown();
            waitFor(goOn);
            return List.of();
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 5; i++) {
            post.send(() -> List.of());
        }
        goOn.countDown();

        assertThat(post.waiting()).isLessThanOrEqualTo(3);
        assertThat(output).contains("coterie.mail.queue");
    }

    @Test
    void doesTheWorkOnAThreadOfItsOwnAfterTheAnswer() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        AtomicReference<Optional<String>> thread = new AtomicReference<>(Optional.empty());
        post.send(() -> {
            // If the caller waited for this it would wait for ever.
            waitFor(answered);
            thread.set(Optional.of(Thread.currentThread().getName()));
            done.countDown();
            return List.of();
        });
        answered.countDown();

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(thread.get()).contains("coterie-mail");
    }

    @Test
    void survivesAnErrandThatFails(CapturedOutput output) {
        post.send(() -> {
            throw new IllegalStateException("no database");
        });
        post.send(() -> List.of(letter("ada@example.org", "x")));

        assertThat(catcher.next().to()).isEqualTo("ada@example.org");
        assertThat(output).contains("It could not be found out");
    }

    @Test
    void linksToTheConfiguredAddressOnly() {
        assertThat(post.link("/login?x=1")).isEqualTo("https://pad.example.org/below/login?x=1");
    }

    private Post post(MailingProperties properties) throws Exception {
        Writer writer = new Writer(sender, messages, new InternetAddress("pad@example.org", "Päd"));
        return new Post(sender, writer, new PublicUrl("https://pad.example.org/below/"), properties);
    }

    private static Letter letter(String to, String name) {
        return new Letter(to, "test", List.of(name), Locale.GERMAN);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
