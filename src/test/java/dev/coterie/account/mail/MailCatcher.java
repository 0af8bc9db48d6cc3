package dev.coterie.account.mail;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/** An SMTP server that keeps what it gets, or refuses it. Thread-safe. */
public final class MailCatcher implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;

    private final ServerSocket socket;
    private final BlockingQueue<Caught> caught = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    public MailCatcher() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "mail-catcher");
        thread.setDaemon(true);
        thread.start();
    }

    public String host() {
        return socket.getInetAddress().getHostAddress();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Refuses so many letters from now on, for the time being. */
    public void refuse(int letters) {
        refusals.set(letters);
    }

    /** How many were refused. */
    public int refused() {
        return refused.get();
    }

    /** The next letter, as soon as it is there. */
    public Caught next() {
        try {
            return Objects.requireNonNull(caught.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no letter came");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How many letters are there that nobody has looked at. */
    public int unread() {
        return caught.size();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                talk(client);
            } catch (IOException e) {
                // The client went away, or the test is over.
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream();
        say(out, "220 catcher");
        String to = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
            switch (command) {
                case "RCPT" -> {
                    if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        refused.incrementAndGet();
                        say(out, "451 " + line + " not now");
                    } else {
                        to += line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                        say(out, "250 ok");
                    }
                }
                case "DATA" -> {
                    say(out, "354 go on");
                    caught.add(new Caught(to, read(in)));
                    to = "";
                    say(out, "250 ok");
                }
                case "QUIT" -> {
                    say(out, "221 bye");
                    return;
                }
                default -> say(out, "250 ok");
            }
        }
    }

    private static String read(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        return text.toString();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /**
     * A letter. Immutable.
     *
     * @param to who gets it, as SMTP was told
     * @param source headers and body as they came
     */
    public record Caught(String to, String source) {

        public MimeMessage message() {
            try {
                return new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)));
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        public String subject() {
            try {
                return message().getSubject();
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        public String text() {
            try {
                return message().getContent().toString().replace("\r\n", "\n");
            } catch (MessagingException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The path and query of the first link to the server that begins so. */
        public String path(String base) {
            return text().lines()
                    .filter(line -> line.startsWith(base))
                    .findFirst()
                    .map(line -> line.substring(base.length()))
                    .orElseThrow(() -> new AssertionError("no link in: " + text()));
        }
    }
}
