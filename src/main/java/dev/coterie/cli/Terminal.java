package dev.coterie.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What a tool reads and writes.
 *
 * @param in what is piped in
 * @param out the result
 * @param err what went wrong, and what there is to tell
 * @param prompt somebody to ask; null: nobody sits there
 */
public record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        @Nullable Prompt prompt) {

    /** Somebody at a keyboard. */
    public interface Prompt {

        /** A line; null: the input has ended. */
        @Nullable
        String ask(String question);

        /** A line that is not shown while it is typed; null: the input has ended. */
        @Nullable
        String askSecret(String question);
    }

    /** That of this process. */
    public static Terminal ofProcess() {
        Console console = System.console();
        Charset charset = Charset.defaultCharset();
        return new Terminal(
                System.in,
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
                console == null ? null : new ConsolePrompt(console));
    }

    /** The first line of what is piped in; empty when there is none. */
    public String readFirstLine() {
        try {
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return Objects.requireNonNullElse(reader.readLine(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record ConsolePrompt(Console console) implements Prompt {

        @Override
        public @Nullable String ask(String question) {
            return console.readLine("%s", question);
        }

        @Override
        public @Nullable String askSecret(String question) {
            char[] secret = console.readPassword("%s", question);
            return secret == null ? null : new String(secret);
        }
    }
}
