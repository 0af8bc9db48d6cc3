package dev.coterie.convergence.model.ot;

/** How the interval [a, b] of a server's operation lies to the interval [c, d] of a client's (Allen's relations). */
enum Relation {
    PRECEDES,
    PRECEDED_BY,
    MEETS,
    MET_BY,
    OVERLAPS,
    OVERLAPPED_BY,
    STARTS,
    STARTED_BY,
    CONTAINS,
    CONTAINED_BY,
    FINISHES,
    FINISHED_BY,
    EQUAL_TO;

    /** Finds the relation. The order of the tests is the client's and decides for empty intervals. */
    static Relation of(int a, int b, int c, int d) {
        if (a == c) {
            return b == d ? EQUAL_TO : d > b ? STARTS : STARTED_BY;
        }
        return a > c ? ofLater(a, b, d) : ofEarlier(b, c, d);
    }

    private static Relation ofLater(int a, int b, int d) {
        if (a > d) {
            return PRECEDED_BY;
        }
        if (b == d) {
            return FINISHES;
        }
        if (b < d) {
            return CONTAINED_BY;
        }
        return a == d ? MET_BY : OVERLAPPED_BY;
    }

    private static Relation ofEarlier(int b, int c, int d) {
        if (b < c) {
            return PRECEDES;
        }
        if (b == d) {
            return FINISHED_BY;
        }
        if (b > d) {
            return CONTAINS;
        }
        return b == c ? MEETS : OVERLAPS;
    }
}
