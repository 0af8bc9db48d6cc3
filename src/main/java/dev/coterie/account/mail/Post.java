package dev.coterie.account.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * Finds out what is to be mailed and mails it, on one thread of its own: whoever asked is answered before, in the same
 * time whatever there is to be found. So many errands wait at most; what waits is lost when the process ends, for a
 * letter contains what may be written down nowhere. Thread-safe.
 */
class Post implements Mailing, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Post.class);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final JavaMailSender sender;
    private final Writer writer;
    private final PublicUrl url;
    private final MailingProperties properties;
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable Instant failingSince;

    Post(JavaMailSender sender, Writer writer, PublicUrl url, MailingProperties properties) {
        this.sender = sender;
        this.writer = writer;
        this.url = url;
        this.properties = properties;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread started = new Thread(task, "coterie-mail");
            started.setDaemon(true);
            return started;
        });
    }

    @Override
    public boolean on() {
        return true;
    }

    @Override
    public String link(String path) {
        return PublicUrl.below(url.base().orElseThrow(), path);
    }

    @Override
    public void send(Supplier<List<Letter>> errand) {
        enqueue(
                () -> {
                    try {
                        errand.get().forEach(letter -> enqueue(() -> attempt(letter, 1), Duration.ZERO));
                    } catch (RuntimeException e) {
                        log.atError().setCause(e).log("It could not be found out what is to be mailed");
                    }
                },
                Duration.ZERO);
    }

    /** How many errands and letters wait. */
    int waiting() {
        return waiting.get();
    }

    /** Since when letters fail; empty: the last one was taken. */
    Optional<Instant> failingSince() {
        return Optional.ofNullable(failingSince);
    }

    private void enqueue(Runnable work, Duration delay) {
        if (waiting.incrementAndGet() > properties.queue()) {
            waiting.decrementAndGet();
            log.warn("So many letters wait (coterie.mail.queue) that one was given up");
            return;
        }
        try {
            thread.schedule(
                    () -> {
                        waiting.decrementAndGet();
                        work.run();
                    },
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
        }
    }

    private void attempt(Letter letter, int number) {
        try {
            Optional<MimeMessage> message = writer.write(letter);
            if (message.isEmpty()) {
                log.atWarn().addKeyValue("kind", letter.kind()).log("An account has an address that is none");
                return;
            }
            sender.send(message.get());
            failingSince = null;
        } catch (MailException | MessagingException e) {
            failed(letter, number, e);
        } catch (RuntimeException e) {
            log.atError().setCause(e).addKeyValue("kind", letter.kind()).log("A letter could not be written");
        }
    }

    /** What the server said is not logged: it likes to repeat the address. */
    private void failed(Letter letter, int number, Exception failure) {
        if (failingSince == null) {
            failingSince = Instant.now();
        }
        boolean last = number >= properties.attempts();
        log.atWarn()
                .addKeyValue("kind", letter.kind())
                .addKeyValue("attempt", number)
                .addKeyValue("failure", rootOf(failure).getClass().getSimpleName())
                .log(last ? "A letter was not taken and is given up" : "A letter was not taken; it is tried again");
        if (!last) {
            Duration pause = properties.retryAfter().multipliedBy(1L << Math.min(number - 1, 20));
            enqueue(() -> attempt(letter, number + 1), pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
