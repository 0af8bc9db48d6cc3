package dev.coterie.cli;

import java.util.List;

/**
 * What {@code java -jar coterie.jar NAME} does. Used once, by one thread.
 *
 * <p>A tool gets its {@link Terminal} when it is made and starts no more of the server than it needs.
 */
public interface Tool {

    int DONE = 0;
    int FAILED = 1;
    int WRONG_USE = 2;

    /** The word on the command line: lower-case letters and hyphens. */
    String name();

    /** What it does, in one line without a full stop. */
    String summary();

    /** How it is called: lines that begin with {@code NAME}, then what the options mean. */
    String usage();

    /**
     * Does it.
     *
     * @param args what follows the name
     * @return {@link #DONE}, {@link #FAILED} or {@link #WRONG_USE}
     * @throws WrongUseException when the arguments make no sense; the usage is shown with its message
     * @throws ToolFailedException when it cannot be done, for the reason in its message
     */
    int run(List<String> args);
}
