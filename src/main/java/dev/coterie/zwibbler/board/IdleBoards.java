package dev.coterie.zwibbler.board;

/** Is told when the last client of a board has been gone for a while (section 8.4). Thread-safe; must not block. */
public interface IdleBoards {

    /** Whether anybody wants to know; if not, boards leave memory without waiting. */
    boolean wanted();

    /** The last client left ten seconds ago, and none came. */
    void idle(String board);
}
