package dev.coterie;

import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

import dev.coterie.bench.BenchTool;
import dev.coterie.bench.BoardTestTool;
import dev.coterie.cli.CommandLine;
import dev.coterie.convergence.transfer.ExportTool;
import dev.coterie.convergence.transfer.ImportTool;
import dev.coterie.zwibbler.importing.ImportZwibblerTool;

/** The server; run without arguments it serves until it is stopped, with a word first it is a tool. */
@SpringBootApplication
public class CoterieApplication {

    public static void main(String[] args) {
        if (CommandLine.isTool(List.of(args))) {
            System.exit(CommandLine.ofProcess(List.of(
                            ExportTool::new,
                            ImportTool::new,
                            ImportZwibblerTool::new,
                            BenchTool::new,
                            BoardTestTool::new))
                    .run(List.of(args)));
        }
        SpringApplication.run(CoterieApplication.class, args);
    }
}
