package dev.coterie.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** A terminal whose input is written down beforehand. Confined to its test. */
final class FakeTerminal {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal;

    private FakeTerminal(String input, Terminal.@Nullable Prompt prompt) {
        this.terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                prompt);
    }

    /** Nobody sits there; the text is piped in. */
    static FakeTerminal piped(String input) {
        return new FakeTerminal(input, null);
    }

    /** Somebody gives these answers, one after the other, and leaves. */
    static FakeTerminal answering(String... answers) {
        Deque<String> left = new ArrayDeque<>(List.of(answers));
        return new FakeTerminal("", new Terminal.Prompt() {

            @Override
            public @Nullable String ask(String question) {
                return left.poll();
            }

            @Override
            public @Nullable String askSecret(String question) {
                return left.poll();
            }
        });
    }

    Terminal terminal() {
        return terminal;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** What the command line makes of arguments: the exit code. */
    int run(String... args) {
        return new CommandLine(terminal, Tools.forAccounts(terminal)).run(List.of(args));
    }
}
