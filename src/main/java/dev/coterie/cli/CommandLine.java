package dev.coterie.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds the tool that is meant and runs it. Used once, by one thread. */
public final class CommandLine {

    private static final Set<String> HELP = Set.of("help", "--help", "-h");

    private final Terminal terminal;
    private final List<Tool> tools;

    CommandLine(Terminal terminal, List<Tool> tools) {
        this.terminal = terminal;
        this.tools = tools;
    }

    /** @param others makers of the tools beside those for accounts */
    public static CommandLine ofProcess(List<Function<Terminal, Tool>> others) {
        Terminal terminal = Terminal.ofProcess();
        List<Tool> tools = new ArrayList<>(Tools.forAccounts(terminal));
        others.forEach(maker -> tools.add(maker.apply(terminal)));
        return new CommandLine(terminal, tools);
    }

    /** Whether arguments ask for a tool; nothing, or options of the server, ask for the server. */
    public static boolean isTool(List<String> args) {
        return !args.isEmpty() && (HELP.contains(args.get(0)) || !args.get(0).startsWith("-"));
    }

    /** @return the exit code */
    public int run(List<String> args) {
        String name = args.get(0);
        if (HELP.contains(name)) {
            return help(args.subList(1, args.size()));
        }
        return find(name).map(tool -> run(tool, args.subList(1, args.size()))).orElseGet(() -> unknown(name));
    }

    private int run(Tool tool, List<String> args) {
        if (args.contains("--help") || args.contains("-h")) {
            terminal.out().println(usage(tool));
            return Tool.DONE;
        }
        try {
            return tool.run(args);
        } catch (WrongUseException e) {
            terminal.err().println(e.getMessage());
            terminal.err().println();
            terminal.err().println(usage(tool));
            return Tool.WRONG_USE;
        } catch (ToolFailedException e) {
            terminal.err().println(e.getMessage());
            return Tool.FAILED;
        }
    }

    private int help(List<String> args) {
        if (!args.isEmpty()) {
            Optional<Tool> tool = find(args.get(0));
            tool.ifPresent(found -> terminal.out().println(usage(found)));
            return tool.isPresent() ? Tool.DONE : unknown(args.get(0));
        }
        int width = tools.stream().mapToInt(tool -> tool.name().length()).max().orElse(0);
        terminal.out().println("Coterie, a realtime collaboration server.");
        terminal.out().println();
        terminal.out().println("  java -jar coterie.jar [--key=value ...]    serves until it is stopped");
        terminal.out().println("  java -jar coterie.jar TOOL [argument ...]  does one thing and ends");
        terminal.out().println("  java -jar coterie.jar help TOOL            tells more of a tool");
        terminal.out().println();
        terminal.out().println("Tools:");
        tools.forEach(tool -> terminal.out()
                .println("  " + tool.name() + " ".repeat(width - tool.name().length() + 2) + tool.summary()));
        terminal.out().println();
        terminal.out()
                .println("Configuration is that of the server: application.properties beside the jar, COTERIE_* and");
        terminal.out().println("SPRING_* in the environment. Exit codes: 0 done, 1 failed, 2 wrong use.");
        return Tool.DONE;
    }

    private int unknown(String name) {
        terminal.err().println("There is no tool called \"" + name + "\". \"help\" lists those that there are.");
        return Tool.WRONG_USE;
    }

    private Optional<Tool> find(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    private static String usage(Tool tool) {
        return tool.summary() + ".\n\n" + tool.usage().strip().indent(2).stripTrailing();
    }
}
