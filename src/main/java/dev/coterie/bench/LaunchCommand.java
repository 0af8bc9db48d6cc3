package dev.coterie.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How to start this program, or another build of it, in a process of its own. Immutable.
 *
 * @param program what follows the JVM's own options
 */
record LaunchCommand(List<String> program) {

    private static final String MAIN_CLASS = "dev.coterie.CoterieApplication";

    /** The program that is running: the jar, or the class path of a build directory. */
    static LaunchCommand ofThisProgram() {
        String classPath = System.getProperty("java.class.path", "");
        boolean isJar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        return isJar ? ofJar(Path.of(classPath)) : new LaunchCommand(List.of("-cp", absolute(classPath), MAIN_CLASS));
    }

    static LaunchCommand of(Optional<Path> jar) {
        return jar.map(LaunchCommand::ofJar).orElseGet(LaunchCommand::ofThisProgram);
    }

    private static LaunchCommand ofJar(Path jar) {
        return new LaunchCommand(List.of("-jar", jar.toAbsolutePath().toString()));
    }

    /** The process starts in another directory than ours. */
    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    /** The whole command, for the same Java that runs us. */
    List<String> with(List<String> javaOptions, List<String> arguments) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>();
        command.add(Files.isExecutable(java) ? java.toString() : "java");
        command.addAll(javaOptions);
        command.addAll(program);
        command.addAll(arguments);
        return command;
    }
}
