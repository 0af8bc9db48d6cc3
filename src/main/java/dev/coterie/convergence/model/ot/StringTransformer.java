package dev.coterie.convergence.model.ot;

import dev.coterie.convergence.model.ot.Transformed.Steps;

/**
 * The rules for texts. Pure functions.
 *
 * <p>The client's table has a column for each pair of removals (R) and true splices (X), but they differ only in
 * whether a text is there. So one rule serves all four wherever the text's length, 0 for a removal, tells the columns
 * apart.
 */
final class StringTransformer {

    private StringTransformer() {}

    /** Transforms two effective steps on one text. */
    static Steps transform(StringOperation server, StringOperation client) {
        if (server instanceof StringSplice s && client instanceof StringSplice c) {
            return transformSplices(s, c);
        }
        Steps unchanged = new Steps(server, client);
        if (server instanceof StringSet s && client instanceof StringSet c) {
            return s.value().equals(c.value()) ? unchanged.bothNoOp() : unchanged.clientNoOp();
        }
        return server instanceof StringSet ? unchanged.clientNoOp() : unchanged.serverNoOp();
    }

    private static Steps transformSplices(StringSplice s, StringSplice c) {
        if (s.isEmpty() || c.isEmpty()) {
            return new Steps(s, c);
        }
        if (s.isInsertion()) {
            return c.isInsertion() ? twoInsertions(s, c) : serverInserts(s, c);
        }
        return c.isInsertion() ? clientInserts(s, c) : twoRemovals(s, c);
    }

    private static Steps twoInsertions(StringSplice s, StringSplice c) {
        return s.index() <= c.index()
                ? new Steps(s, c.moved(s.text().length()))
                : new Steps(s.moved(c.text().length()), c);
    }

    private static Steps serverInserts(StringSplice s, StringSplice c) {
        if (s.index() <= c.index()) {
            return new Steps(s, c.moved(s.text().length()));
        }
        if (s.index() >= c.end()) {
            return new Steps(s.moved(c.text().length() - c.deleteCount()), c);
        }
        return new Steps(s.asNoOp(), c.deletingMore(s.text().length()));
    }

    private static Steps clientInserts(StringSplice s, StringSplice c) {
        if (c.index() <= s.index()) {
            return new Steps(s.moved(c.text().length()), c);
        }
        if (c.index() >= s.end()) {
            return new Steps(s, c.moved(s.text().length() - s.deleteCount()));
        }
        return new Steps(s.deletingMore(c.text().length()), c.asNoOp());
    }

    private static Steps twoRemovals(StringSplice s, StringSplice c) {
        int inserted = s.text().length();
        int clientInserted = c.text().length();
        return switch (Relation.of(s.index(), s.end(), c.index(), c.end())) {
            case PRECEDES -> new Steps(s, c.moved(inserted - s.deleteCount()));
            case PRECEDED_BY -> new Steps(s.moved(shiftOfPreceded(s, c)), c);
            case MEETS, OVERLAPS -> {
                int shared = s.end() - c.index();
                yield new Steps(
                        s.deletingMore(-shared), c.at(s.index() + inserted).deletingMore(-shared));
            }
            case MET_BY, OVERLAPPED_BY -> {
                int shared = c.end() - s.index();
                yield new Steps(s.at(c.index() + clientInserted).deletingMore(-shared), c.deletingMore(-shared));
            }
            case STARTS -> new Steps(withoutRemoval(s), c.moved(inserted).deletingMore(-s.deleteCount()));
            case FINISHES ->
                new Steps(
                        s.isReplacement() ? s.at(c.index() + clientInserted).deleting(0) : s.asNoOp(),
                        c.deletingMore(-s.deleteCount()));
            case CONTAINED_BY -> new Steps(s.asNoOp(), c.deletingMore(inserted - s.deleteCount()));
            case STARTED_BY -> new Steps(s.moved(clientInserted).deletingMore(-c.deleteCount()), emptied(s, c));
            case FINISHED_BY ->
                new Steps(
                        s.deletingMore(-c.deleteCount()),
                        c.isReplacement() ? c.at(s.index() + inserted).deleting(0) : emptied(s, c));
            case CONTAINS ->
                new Steps(
                        s.deletingMore(clientInserted - c.deleteCount()),
                        c.isReplacement() ? c.asNoOp() : emptied(s, c));
            case EQUAL_TO -> equalRanges(s, c);
        };
    }

    /** For two true splices the client adds the wrong text's length; they are never committed for this reason. */
    private static int shiftOfPreceded(StringSplice s, StringSplice c) {
        int inserted = s.isReplacement() && c.isReplacement()
                ? s.text().length()
                : c.text().length();
        return inserted - c.deleteCount();
    }

    private static StringSplice withoutRemoval(StringSplice splice) {
        return splice.isReplacement() ? splice.deleting(0) : splice.asNoOp();
    }

    /** Takes the removal out of a client's splice: the client marks a removal as a no-op only beside a removal. */
    private static StringSplice emptied(StringSplice s, StringSplice c) {
        return s.isReplacement() || c.isReplacement() ? c.deleting(0) : c.asNoOp();
    }

    private static Steps equalRanges(StringSplice s, StringSplice c) {
        if (s.isReplacement() && c.isReplacement()) {
            return new Steps(s.deleting(0), c.moved(s.text().length()).deleting(0));
        }
        return new Steps(withoutRemoval(s), withoutRemoval(c));
    }
}
