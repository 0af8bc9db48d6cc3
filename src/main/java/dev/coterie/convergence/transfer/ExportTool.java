package dev.coterie.convergence.transfer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

import dev.coterie.cli.Arguments;
import dev.coterie.cli.LocalServices;
import dev.coterie.cli.Terminal;
import dev.coterie.cli.Tool;
import dev.coterie.cli.ToolFailedException;
import dev.coterie.cli.WrongUseException;
import dev.coterie.convergence.ModelTransfer;
import dev.coterie.document.StorageUnavailableException;

/** {@code java -jar coterie.jar export}: writes models as lines of JSON. Used once, by one thread. */
public final class ExportTool implements Tool {

    private final Terminal terminal;

    public ExportTool(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public String name() {
        return "export";
    }

    @Override
    public String summary() {
        return "Writes documents as lines of JSON, which \"import\" reads";
    }

    @Override
    public String usage() {
        return """
                export [--collection NAME] [--versions] FILE|-

                FILE               is made and must not be there yet; -: the output
                --collection NAME  only the documents of one collection
                --versions         with all versions that there still are, not only the last one

                Boards, what is in the trash, and what ends with its users are not in it.
                """;
    }

    @Override
    public int run(List<String> args) {
        Arguments arguments = Arguments.parse(args, Set.of("collection"), Set.of("versions"));
        if (arguments.words().size() != 1) {
            throw new WrongUseException("It takes one file, or - for the output.");
        }
        String file = arguments.words().get(0);
        ModelTransfer.Selection selection =
                new ModelTransfer.Selection(arguments.value("collection").orElse(null), arguments.has("versions"));
        try {
            if (file.equals("-")) {
                export(selection, terminal.out());
                if (terminal.out().checkError()) {
                    throw new ToolFailedException("The output was closed before all was written.");
                }
            } else {
                export(selection, Path.of(file));
            }
        } catch (InvalidPathException e) {
            throw new WrongUseException("\"" + file + "\" is not the name of a file.");
        } catch (FileAlreadyExistsException e) {
            throw new ToolFailedException("There is a file " + file + " already.");
        } catch (IOException e) {
            throw new ToolFailedException("It cannot be written: " + e.getMessage());
        }
        return DONE;
    }

    private static void export(ModelTransfer.Selection selection, Path file) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
        boolean done = false;
        try (out) {
            export(selection, out);
            done = true;
        } finally {
            if (!done) {
                // Half an export would look like one.
                Files.delete(file);
            }
        }
    }

    private static void export(ModelTransfer.Selection selection, OutputStream out) throws IOException {
        try {
            LocalServices.with(LocalTransferConfiguration.class, ModelTransfer.class, transfer -> {
                try {
                    transfer.export(selection, out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (StorageUnavailableException e) {
                    throw new ToolFailedException("It ended early: " + e.getMessage());
                }
                return selection;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
