package dev.coterie.cli;

import java.util.List;
import java.util.Set;

import dev.coterie.account.LocalAccounts;
import dev.coterie.account.Refusal;
import dev.coterie.account.RefusedException;

/** Makes a superuser. */
class CreateSuperuserTool implements Tool {

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
                createsuperuser [--username NAME] [--password-stdin]

                --username NAME   asked for when it is missing
                --password-stdin  the password is the first line of the input; else it is asked for
                """;
    }

    @Override
    public int run(List<String> args) {
        Arguments arguments = Arguments.parse(args, Set.of("username"), Set.of(PasswordQuestion.FLAG));
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
            String password = question.get(arguments, candidate -> accounts.checkPassword(username, candidate));
            accounts.createSuperuser(username, password);
            terminal.out().println("Made the superuser " + username + ".");
            return DONE;
        } catch (RefusedException e) {
            throw new ToolFailedException(Sentences.of(e.refusals()));
        }
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
