package dev.coterie.convergence.query;

/** How much a query may still ask. Confined to its parser. */
final class Budget {

    private final QueryLimits limits;
    private int conditions;
    private int depth;

    Budget(QueryLimits limits) {
        this.limits = limits;
    }

    /** One condition more. */
    void spend(Scanner scanner) throws InvalidQueryException {
        if (++conditions > limits.conditions()) {
            throw scanner.error("A query has at most " + limits.conditions() + " conditions and fields to order by.");
        }
    }

    void enter(Scanner scanner) throws InvalidQueryException {
        if (++depth > limits.depth()) {
            throw scanner.error("A query is nested at most " + limits.depth() + " levels deep.");
        }
    }

    void leave() {
        depth--;
    }
}
