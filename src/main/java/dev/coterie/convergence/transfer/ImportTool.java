package dev.coterie.convergence.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import dev.coterie.cli.Arguments;
import dev.coterie.cli.LocalServices;
import dev.coterie.cli.Terminal;
import dev.coterie.cli.Tool;
import dev.coterie.cli.ToolFailedException;
import dev.coterie.cli.WrongUseException;
import dev.coterie.convergence.ModelTransfer;
import dev.coterie.convergence.TransferReport;
import dev.coterie.convergence.UnreadableExportException;
import dev.coterie.document.StorageUnavailableException;

/** {@code java -jar coterie.jar import}: adds what an export has. Used once, by one thread. */
public final class ImportTool implements Tool {

    private final Terminal terminal;

    public ImportTool(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public String name() {
        return "import";
    }

    @Override
    public String summary() {
        return "Adds the documents that \"export\" wrote";
    }

    @Override
    public String usage() {
        return """
                import FILE|-

                FILE  what "export" wrote; -: the input

                Documents and collections that are there already stay as they are, so that it may be run again.
                """;
    }

    @Override
    public int run(List<String> args) {
        List<String> words = Arguments.parse(args, Set.of(), Set.of()).words();
        if (words.size() != 1) {
            throw new WrongUseException("It takes one file, or - for the input.");
        }
        try {
            if (words.get(0).equals("-")) {
                return add(terminal.in());
            }
            Path file = Path.of(words.get(0));
            if (!Files.isRegularFile(file)) {
                throw new ToolFailedException("There is no file " + file + ".");
            }
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                return add(in);
            }
        } catch (InvalidPathException e) {
            throw new WrongUseException("\"" + words.get(0) + "\" is not the name of a file.");
        } catch (UnreadableExportException e) {
            throw new ToolFailedException(e.getMessage() + ". What was before it is added; the rest is not.");
        } catch (IOException e) {
            throw new ToolFailedException("It cannot be read: " + e.getMessage());
        }
    }

    private int add(InputStream in) throws IOException {
        try {
            return print(LocalServices.with(LocalTransferConfiguration.class, ModelTransfer.class, transfer -> {
                try {
                    return transfer.importFrom(in);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (StorageUnavailableException e) {
                    throw new ToolFailedException("It ended early, and can be run again: " + e.getMessage());
                }
            }));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private int print(TransferReport report) {
        terminal.out()
                .println("Added " + report.models() + " documents with " + report.operations() + " operations, and "
                        + report.collections() + " collections.");
        if (report.skipped() > 0) {
            boolean more = report.skipped() > report.skippedIds().size();
            terminal.out()
                    .println("Skipped " + report.skipped() + " that are there already: "
                            + String.join(", ", report.skippedIds()) + (more ? ", ..." : ""));
        }
        report.refused()
                .forEach(refused -> terminal.err().println("Left out " + refused.id() + ": " + refused.reason()));
        if (!report.complete()) {
            terminal.err().println("The end of the export is missing; there may have been more.");
        }
        return report.refused().isEmpty() && report.complete() ? DONE : FAILED;
    }
}
