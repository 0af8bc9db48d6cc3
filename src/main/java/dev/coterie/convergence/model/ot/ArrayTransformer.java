package dev.coterie.convergence.model.ot;

import dev.coterie.convergence.model.ot.Transformed.Steps;

/** The rules for arrays, without those for moves. Pure functions. */
final class ArrayTransformer {

    private ArrayTransformer() {}

    /** Transforms two effective steps on one array. */
    static Steps transform(ArrayOperation server, ArrayOperation client) {
        Steps unchanged = new Steps(server, client);
        if (server instanceof ArraySet s) {
            boolean equal = client instanceof ArraySet c && s.values().equals(c.values());
            return equal ? unchanged.bothNoOp() : unchanged.clientNoOp();
        }
        if (client instanceof ArraySet) {
            return unchanged.serverNoOp();
        }
        if (server instanceof ArrayMove s) {
            return client instanceof ArrayMove c
                    ? ArrayMoveTransformer.transform(s, c)
                    : ArrayMoveTransformer.transform(s, client);
        }
        if (client instanceof ArrayMove c) {
            return ArrayMoveTransformer.transform(server, c);
        }
        if (server instanceof ArrayInsert s) {
            return serverInserts(s, client);
        }
        return server instanceof ArrayRemove s
                ? serverRemoves(s, client)
                : serverReplaces((ArrayReplace) server, client);
    }

    private static Steps serverInserts(ArrayInsert s, ArrayOperation client) {
        if (client instanceof ArrayInsert c) {
            return s.index() <= c.index() ? new Steps(s, c.at(c.index() + 1)) : new Steps(s.at(s.index() + 1), c);
        }
        if (client instanceof ArrayRemove c) {
            return s.index() <= c.index() ? new Steps(s, c.at(c.index() + 1)) : new Steps(s.at(s.index() - 1), c);
        }
        ArrayReplace c = (ArrayReplace) client;
        return new Steps(s, s.index() <= c.index() ? c.at(c.index() + 1) : c);
    }

    private static Steps serverRemoves(ArrayRemove s, ArrayOperation client) {
        if (client instanceof ArrayInsert c) {
            return s.index() < c.index() ? new Steps(s, c.at(c.index() - 1)) : new Steps(s.at(s.index() + 1), c);
        }
        if (client instanceof ArrayRemove c) {
            if (s.index() == c.index()) {
                return new Steps(s, c).bothNoOp();
            }
            return s.index() < c.index() ? new Steps(s, c.at(c.index() - 1)) : new Steps(s.at(s.index() - 1), c);
        }
        ArrayReplace c = (ArrayReplace) client;
        if (s.index() == c.index()) {
            return new Steps(s.asNoOp(), c.asInsert());
        }
        return new Steps(s, s.index() < c.index() ? c.at(c.index() - 1) : c);
    }

    private static Steps serverReplaces(ArrayReplace s, ArrayOperation client) {
        if (client instanceof ArrayInsert c) {
            return new Steps(s.index() < c.index() ? s : s.at(s.index() + 1), c);
        }
        if (client instanceof ArrayRemove c) {
            if (s.index() == c.index()) {
                return new Steps(s.asInsert(), c.asNoOp());
            }
            return new Steps(s.index() < c.index() ? s : s.at(s.index() - 1), c);
        }
        ArrayReplace c = (ArrayReplace) client;
        Steps unchanged = new Steps(s, c);
        if (s.index() != c.index()) {
            return unchanged;
        }
        return s.value().equals(c.value()) ? unchanged.bothNoOp() : unchanged.clientNoOp();
    }
}
