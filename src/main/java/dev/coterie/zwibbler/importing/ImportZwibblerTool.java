package dev.coterie.zwibbler.importing;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

import dev.coterie.cli.Arguments;
import dev.coterie.cli.LocalServices;
import dev.coterie.cli.Terminal;
import dev.coterie.cli.Tool;
import dev.coterie.cli.ToolFailedException;
import dev.coterie.cli.WrongUseException;

/** {@code java -jar coterie.jar import-zwibbler}: takes over a SQLite file. Used once, by one thread. */
public final class ImportZwibblerTool implements Tool {

    private final Terminal terminal;

    public ImportZwibblerTool(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public String name() {
        return "import-zwibbler";
    }

    @Override
    public String summary() {
        return "Takes over the boards, keys and tokens of a Zwibbler server's SQLite file";
    }

    @Override
    public String usage() {
        return """
                import-zwibbler FILE

                FILE  for instance /var/lib/zwibbler/zwibbler.db; it is only read. Its server should be stopped.

                Boards that are there already stay as they are, so that it may be run again. The largest board has to fit
                into memory twice.
                """;
    }

    @Override
    public int run(List<String> args) {
        List<String> words = Arguments.parse(args, Set.of(), Set.of()).words();
        if (words.size() != 1) {
            throw new WrongUseException("It takes one file.");
        }
        Path path = existing(words.get(0));
        try (SqliteFile file = SqliteFile.open(path)) {
            return LocalServices.with(ImportConfiguration.class, BoardImport.class, work -> copy(file, path, work));
        } catch (SQLException e) {
            throw unreadable(path, e);
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

    private int copy(SqliteFile file, Path path, BoardImport work) {
        ImportReport report = new ImportReport(terminal.err());
        try {
            work.run(file, report);
        } catch (SQLException e) {
            throw unreadable(path, e);
        } catch (RuntimeException e) {
            throw new ToolFailedException("It ended early: " + e.getMessage());
        } finally {
            report.print(terminal.out());
        }
        return report.isIncomplete() ? FAILED : DONE;
    }

    private static ToolFailedException unreadable(Path path, SQLException e) {
        return new ToolFailedException(path + " cannot be read as a Zwibbler server's database: " + e.getMessage());
    }
}
