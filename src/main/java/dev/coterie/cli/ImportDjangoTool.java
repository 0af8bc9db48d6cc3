package dev.coterie.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.coterie.account.DjangoImport;
import dev.coterie.account.DjangoImportReport;
import dev.coterie.account.django.DjangoSite;
import dev.coterie.account.django.DjangoUser;

/** Takes over the accounts of a Django site. */
class ImportDjangoTool implements Tool {

    private static final String DRY_RUN = "dry-run";
    private static final String USER = "user";
    private static final String PASSWORD_FILE = "password-file";
    private static final String PASSWORD_VARIABLE = "PGPASSWORD";

    private final Terminal terminal;

    ImportDjangoTool(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public String name() {
        return "import-django";
    }

    @Override
    public String summary() {
        return "Takes over the accounts and groups of a Django site";
    }

    @Override
    public String usage() {
        return """
                import-django SOURCE [--dry-run] [--user NAME] [--password-file FILE]

                SOURCE                the site's SQLite file, for instance db.sqlite3, or the address of its PostgreSQL
                                      database, for instance jdbc:postgresql://db.example.org/site; it is only read
                --dry-run             tells what would be done, and does nothing
                --user NAME           who logs in to PostgreSQL
                --password-file FILE  its first line is that user's password; else it is PGPASSWORD in the environment,
                                      and else it is asked for

                Usernames, names, addresses, flags, dates, groups and passwords are taken over: people log in with the
                password that they have, which is then stored anew in this server's own way. Whoever is here already
                stays exactly as they are, so that it may be run again. Rights to Django's own models are not taken over.
                The exit code is 1 as well when somebody had to be left out.
                """;
    }

    @Override
    public int run(List<String> args) {
        Arguments arguments = Arguments.parse(args, Set.of(USER, PASSWORD_FILE), Set.of(DRY_RUN));
        if (arguments.words().size() != 1) {
            throw new WrongUseException("It takes one file or address.");
        }
        String source = arguments.words().get(0);
        boolean address = source.startsWith("jdbc:");
        if (address && !source.startsWith("jdbc:postgresql:")) {
            throw new WrongUseException(
                    "Only addresses that begin with jdbc:postgresql: can be read, and SQLite files.");
        }
        if (!address
                && (arguments.value(USER).isPresent()
                        || arguments.value(PASSWORD_FILE).isPresent())) {
            throw new WrongUseException("A file needs no user and no password.");
        }
        String shown = address ? source.replaceFirst("\\?.*", "") : source;
        Content content = read(source, shown, address, arguments);
        return LocalServices.with(
                AccountToolConfiguration.class,
                DjangoImport.class,
                work -> store(content, shown, arguments.has(DRY_RUN), work));
    }

    private Content read(String source, String shown, boolean address, Arguments arguments) {
        try (DjangoSite site = address
                ? DjangoSite.open(source, arguments.value(USER).orElse(null), password(source, arguments))
                : DjangoSite.open(existing(source))) {
            return new Content(site.groups(), site.users());
        } catch (SQLException e) {
            throw new ToolFailedException(shown + " cannot be read as the database of a Django site: "
                    + Objects.requireNonNullElse(e.getMessage(), "").replace(source, shown));
        }
    }

    private int store(Content content, String shown, boolean dryRun, DjangoImport work) {
        DjangoImportReport report;
        try {
            report = work.run(content.groups(), content.users(), dryRun);
        } catch (RuntimeException e) {
            throw new ToolFailedException("Nothing was changed: " + e.getMessage());
        }
        return new DjangoImportSummary(report, shown, dryRun).print(terminal) ? DONE : FAILED;
    }

    private @Nullable String password(String source, Arguments arguments) {
        if (arguments.value(PASSWORD_FILE).isPresent()) {
            return firstLine(arguments.value(PASSWORD_FILE).get());
        }
        String inherited = System.getenv(PASSWORD_VARIABLE);
        Terminal.Prompt prompt = terminal.prompt();
        if (inherited != null || prompt == null || source.contains("password=")) {
            return inherited;
        }
        return prompt.askSecret("Password to the Django site's database: ");
    }

    private static String firstLine(String file) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.findFirst().orElse("");
        } catch (IOException | InvalidPathException e) {
            throw new ToolFailedException("The file " + file + " cannot be read.");
        }
    }

    private static Path existing(String file) {
        try {
            Path path = Path.of(file).toAbsolutePath();
            if (Files.isRegularFile(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new WrongUseException("\"" + file + "\" is not the name of a file.");
        }
        throw new ToolFailedException("There is no file " + file + ".");
    }

    private record Content(List<String> groups, List<DjangoUser> users) {}
}
