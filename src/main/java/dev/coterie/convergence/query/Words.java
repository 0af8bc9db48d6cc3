package dev.coterie.convergence.query;

import java.util.Locale;
import java.util.Set;

/** What names are made of. Stateless. */
final class Words {

    /** A path that begins with one of these has to be quoted. */
    private static final Set<String> RESERVED = Set.of(
            "SELECT", "FROM", "WHERE", "AND", "OR", "NOT", "LIKE", "ORDER", "LIMIT", "OFFSET", "AS", "TRUE", "FALSE");

    private Words() {}

    static boolean isPart(int point) {
        return Character.isLetterOrDigit(point) || point == '_' || point == '$' || point == '@';
    }

    static boolean isReserved(String word) {
        return RESERVED.contains(word.toUpperCase(Locale.ROOT));
    }
}
