package dev.coterie.zwibbler.importing;

import java.io.PrintStream;

/** Counts what was done, and names at once what was not. Used by one thread. */
final class ImportReport {

    private final PrintStream problems;
    private long boards;
    private long bytes;
    private long keys;
    private long tokens;
    private long existingBoards;
    private long existingTokens;
    private long expiredTokens;
    private long unfit;

    ImportReport(PrintStream problems) {
        this.problems = problems;
    }

    void boardAdded(long length) {
        boards++;
        bytes += length;
    }

    void boardExists(String name) {
        existingBoards++;
        problems.println("There is a board called \"" + name + "\" already; it stays as it is.");
    }

    void boardUnfit(String name) {
        unfit++;
        problems.println("The board \"" + name + "\" cannot be stored: its name is longer than 512 characters, or has a"
                + " NUL.");
    }

    void keyAdded() {
        keys++;
    }

    void keyUnfit(String board) {
        unfit++;
        problems.println("A key of the board \"" + board
                + "\" cannot be stored: its name is longer than 512 characters," + " or its value than a megabyte.");
    }

    void tokenAdded() {
        tokens++;
    }

    void tokenExists() {
        existingTokens++;
    }

    void tokenExpired() {
        expiredTokens++;
    }

    void tokenUnfit(String board) {
        unfit++;
        problems.println("A token of the board \"" + board
                + "\" cannot be stored: it, or its user's name, is longer than" + " 512 characters.");
    }

    /** Whether something is missing now. */
    boolean isIncomplete() {
        return unfit > 0;
    }

    void print(PrintStream out) {
        out.println("Imported " + boards + " boards (" + bytes + " bytes), " + keys + " keys, " + tokens + " tokens.");
        out.println("Left out " + existingBoards + " boards and " + existingTokens + " tokens that were there already, "
                + expiredTokens + " tokens that had expired, and " + unfit + " things that cannot be stored.");
    }
}
