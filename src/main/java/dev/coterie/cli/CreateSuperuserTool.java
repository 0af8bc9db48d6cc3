package dev.coterie.cli;

import java.util.List;
import java.util.Set;

import dev.coterie.account.LocalAccounts;
import dev.coterie.account.ProfileChange;
import dev.coterie.account.Refusal;
import dev.coterie.account.RefusedException;

/** Makes a superuser. */
class CreateSuperuserTool implements Tool {

    private static final String EMAIL = "email";

    private final Terminal terminal;
    private final PasswordQuestion question;

    CreateSuperuserTool(Terminal terminal) {
        this.terminal = terminal;
        this.question = new PasswordQuestion(terminal);
    }

    @Override
    public String name() {
        return "createsuperuser";
    }

    @Override
    public String summary() {
        return "Makes an account that may do everything";
    }

    @Override
    public String usage() {
        return """
                createsuperuser [--username NAME] [--email ADDRESS] [--first-name NAME] [--last-name NAME]
                                [--password-stdin]

                --username NAME    asked for when it is missing, and the address then, too
                --email ADDRESS    may be missing
                --first-name NAME  may be missing
                --last-name NAME   may be missing
                --password-stdin   the password is the first line of the input; else it is asked for
                """;
    }

    @Override
    public int run(List<String> args) {
        Arguments arguments = Arguments.parse(
                args, Set.of("username", EMAIL, "first-name", "last-name"), Set.of(PasswordQuestion.FLAG));
        if (!arguments.words().isEmpty()) {
            throw new WrongUseException("The name goes behind --username.");
        }
        question.requireSource(arguments);
        if (arguments.value("username").isEmpty() && terminal.prompt() == null) {
            throw new WrongUseException("There is no terminal to ask for the name: add --username NAME.");
        }
        return LocalServices.with(
                AccountToolConfiguration.class, LocalAccounts.class, accounts -> create(arguments, accounts));
    }

    private int create(Arguments arguments, LocalAccounts accounts) {
        try {
            String username = arguments.value("username").orElseGet(() -> askUsername(accounts));
            RefusedException.ifAny(accounts.checkUsername(username));
            ProfileChange profile = new ProfileChange(
                    arguments.value("first-name").orElse(""),
                    arguments.value("last-name").orElse(""),
                    "",
                    arguments.value(EMAIL).orElseGet(() -> askEmail(arguments)));
            String password =
                    question.get(arguments, candidate -> accounts.checkPassword(username, candidate, profile));
            accounts.createSuperuser(username, password, profile);
            terminal.out().println("Made the superuser " + username + ".");
            return DONE;
        } catch (RefusedException e) {
            throw new ToolFailedException(Sentences.of(e.refusals()));
        }
    }

    /** Asked only of those who were asked for the name: whoever gives arguments gives what they want. */
    private String askEmail(Arguments arguments) {
        Terminal.Prompt prompt = terminal.prompt();
        if (arguments.value("username").isPresent() || prompt == null) {
            return "";
        }
        String email = prompt.ask("E-mail address (may be left empty): ");
        if (email == null) {
            throw new ToolFailedException("Nothing was done.");
        }
        return email.strip();
    }

    private String askUsername(LocalAccounts accounts) {
        Terminal.Prompt prompt = terminal.prompt();
        while (prompt != null) {
            String username = prompt.ask("Username: ");
            if (username == null) {
                break;
            }
            List<Refusal> refusals = accounts.checkUsername(username.strip());
            if (refusals.isEmpty()) {
                return username.strip();
            }
            terminal.err().println(Sentences.of(refusals));
        }
        throw new ToolFailedException("Nothing was done.");
    }
}
