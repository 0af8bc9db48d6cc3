package dev.coterie.bench;

import java.io.PrintStream;

/** What the test of a board prints: one line that is always overwritten, or with every step a line of its own. */
final class ClassroomLog {

    private final PrintStream err;
    private final boolean verbose;
    private boolean insideLine;

    ClassroomLog(PrintStream err, boolean verbose) {
        this.err = err;
        this.verbose = verbose;
    }

    /** Something that happened to one client; shown when every step is. */
    synchronized void step(String text) {
        if (verbose) {
            line(text);
        }
    }

    /** Shown always. */
    synchronized void line(String text) {
        end();
        err.println(text);
    }

    synchronized void figures(String text) {
        if (verbose) {
            line(text);
        } else {
            err.print(text + "\r");
            err.flush();
            insideLine = true;
        }
    }

    /** Lets the last figures stand. */
    synchronized void end() {
        if (insideLine) {
            err.println();
            insideLine = false;
        }
    }
}
