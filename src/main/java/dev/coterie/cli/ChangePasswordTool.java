package dev.coterie.cli;

import java.util.List;
import java.util.Set;

import dev.coterie.account.LocalAccounts;
import dev.coterie.account.RefusedException;

/** Gives an account another password. */
class ChangePasswordTool implements Tool {

    private final Terminal terminal;
    private final PasswordQuestion question;

    ChangePasswordTool(Terminal terminal) {
        this.terminal = terminal;
        this.question = new PasswordQuestion(terminal);
    }

    @Override
    public String name() {
        return "changepassword";
    }

    @Override
    public String summary() {
        return "Gives an account another password";
    }

    @Override
    public String usage() {
        return """
                changepassword NAME [--password-stdin]

                --password-stdin  the password is the first line of the input; else it is asked for
                """;
    }

    @Override
    public int run(List<String> args) {
        Arguments arguments = Arguments.parse(args, Set.of(), Set.of(PasswordQuestion.FLAG));
        if (arguments.words().size() != 1) {
            throw new WrongUseException("It takes one name.");
        }
        question.requireSource(arguments);
        String username = arguments.words().get(0);
        return LocalServices.with(
                AccountToolConfiguration.class, LocalAccounts.class, accounts -> change(username, arguments, accounts));
    }

    private int change(String username, Arguments arguments, LocalAccounts accounts) {
        try {
            if (!accounts.exists(username)) {
                throw new ToolFailedException("There is no account called " + username + ".");
            }
            String password = question.get(arguments, candidate -> accounts.checkPassword(username, candidate));
            accounts.changePassword(username, password);
            terminal.out().println("The password of " + username + " is changed.");
            return DONE;
        } catch (RefusedException e) {
            throw new ToolFailedException(Sentences.of(e.refusals()));
        }
    }
}
