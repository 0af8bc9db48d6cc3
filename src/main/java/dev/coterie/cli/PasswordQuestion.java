package dev.coterie.cli;

import java.util.List;
import java.util.function.Function;

import dev.coterie.account.Refusal;

/** Gets a new password from whoever calls a tool. */
final class PasswordQuestion {

    static final String FLAG = "password-stdin";

    private final Terminal terminal;

    PasswordQuestion(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @throws WrongUseException when nobody can be asked */
    void requireSource(Arguments arguments) {
        if (!arguments.has(FLAG) && terminal.prompt() == null) {
            throw new WrongUseException(
                    "There is no terminal to ask for the password: pipe it in and add --" + FLAG + ".");
        }
    }

    /**
     * The password, asked for until it is good when there is somebody to ask.
     *
     * @param check what speaks against one
     */
    String get(Arguments arguments, Function<String, List<Refusal>> check) {
        Terminal.Prompt prompt = terminal.prompt();
        if (arguments.has(FLAG) || prompt == null) {
            return terminal.readFirstLine();
        }
        while (true) {
            String password = prompt.askSecret("Password: ");
            String repeated = password == null ? null : prompt.askSecret("Password again: ");
            if (password == null || repeated == null) {
                throw new ToolFailedException("Nothing was done.");
            }
            List<Refusal> refusals = check.apply(password);
            if (!password.equals(repeated)) {
                terminal.err().println("The two passwords are not the same.");
            } else if (!refusals.isEmpty()) {
                terminal.err().println(Sentences.of(refusals));
            } else {
                return password;
            }
        }
    }
}
