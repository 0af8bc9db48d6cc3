package dev.coterie.convergence.model.ot;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.coterie.convergence.model.ot.Transformed.Steps;

/** The rules for array moves against each other and against steps at one index. Pure functions. */
final class ArrayMoveTransformer {

    private static final Rule UNCHANGED = Steps::new;
    private static final Rule BOTH_NO_OP = (s, c) -> new Steps(s, c).bothNoOp();

    /** Both moved one element: the server's target stays. */
    private static final Rule SERVER_WINS = (s, c) -> new Steps(s.from(c.toIndex()), c.asNoOp());

    /** Per relation the rules for: both forward; server forward; client forward; both backward. */
    private static final Map<Relation, List<Rule>> RULES = new EnumMap<>(Map.ofEntries(
            Map.entry(Relation.PRECEDES, List.of(UNCHANGED, UNCHANGED, UNCHANGED, UNCHANGED)),
            Map.entry(Relation.PRECEDED_BY, List.of(UNCHANGED, UNCHANGED, UNCHANGED, UNCHANGED)),
            Map.entry(Relation.MEETS, List.of(shift(0, -1, -1, 0), shift(0, 1, 0, -1), SERVER_WINS, shift(1, 0, 0, 1))),
            Map.entry(
                    Relation.MET_BY, List.of(shift(-1, 0, 0, -1), SERVER_WINS, shift(0, -1, 0, 1), shift(0, 1, 1, 0))),
            Map.entry(
                    Relation.OVERLAPS,
                    List.of(shift(0, -1, -1, 0), shift(0, 1, 0, -1), shift(-1, 0, 1, 0), shift(1, 0, 0, 1))),
            Map.entry(
                    Relation.OVERLAPPED_BY,
                    List.of(shift(-1, 0, 0, -1), shift(1, 0, -1, 0), shift(0, -1, 0, 1), shift(0, 1, 1, 0))),
            Map.entry(Relation.STARTS, List.of(SERVER_WINS, shift(1, 1, 0, 0), shift(-1, 0, 1, 0), shift(1, 1, 0, 0))),
            Map.entry(
                    Relation.STARTED_BY,
                    List.of(SERVER_WINS, shift(1, 0, -1, 0), shift(0, 0, 1, 1), shift(0, 0, 1, 1))),
            Map.entry(
                    Relation.CONTAINS,
                    List.of(shift(0, 0, -1, -1), shift(0, 0, -1, -1), shift(0, 0, 1, 1), shift(0, 0, 1, 1))),
            Map.entry(
                    Relation.CONTAINED_BY,
                    List.of(shift(-1, -1, 0, 0), shift(1, 1, 0, 0), shift(-1, -1, 0, 0), shift(1, 1, 0, 0))),
            Map.entry(
                    Relation.FINISHES,
                    List.of(shift(-1, 0, 0, -1), shift(1, 0, -1, 0), shift(-1, -1, 0, 0), SERVER_WINS)),
            Map.entry(
                    Relation.FINISHED_BY,
                    List.of(shift(0, 0, -1, -1), shift(0, 0, -1, -1), shift(-1, 0, 1, 0), SERVER_WINS)),
            Map.entry(Relation.EQUAL_TO, List.of(BOTH_NO_OP, shift(1, 0, -1, 0), shift(-1, 0, 1, 0), BOTH_NO_OP))));

    private ArrayMoveTransformer() {}

    @FunctionalInterface
    private interface Rule {
        Steps apply(ArrayMove server, ArrayMove client);
    }

    private static Rule shift(int serverFrom, int serverTo, int clientFrom, int clientTo) {
        return (s, c) -> new Steps(s.shifted(serverFrom, serverTo), c.shifted(clientFrom, clientTo));
    }

    /** Transforms a server's move against a client's step at one index. */
    static Steps transform(ArrayMove server, ArrayOperation client) {
        Passed passed = pass(client, server);
        return new Steps(passed.move(), passed.other());
    }

    /** Transforms a server's step at one index against a client's move. */
    static Steps transform(ArrayOperation server, ArrayMove client) {
        Passed passed = pass(server, client);
        return new Steps(passed.other(), passed.move());
    }

    /** Transforms two moves. */
    static Steps transform(ArrayMove server, ArrayMove client) {
        if (client.isIdentity()) {
            return new Steps(server, client.stayingAt(carried(client.fromIndex(), server)));
        }
        if (server.isIdentity()) {
            return new Steps(server.stayingAt(carried(server.fromIndex(), client)), client);
        }
        Relation relation = Relation.of(server.low(), server.high(), client.low(), client.high());
        int column = (server.isForward() ? 0 : 2) + (client.isForward() ? 0 : 1);
        return RULES.getOrDefault(relation, List.of()).get(column).apply(server, client);
    }

    /** A step at one index and a move, past each other. These rules do not depend on who is the server. */
    private record Passed(ArrayOperation other, ArrayMove move) {}

    private static Passed pass(ArrayOperation other, ArrayMove move) {
        if (other instanceof ArrayInsert insert) {
            return passInsert(insert, move);
        }
        if (other instanceof ArrayRemove remove) {
            return passRemove(remove, move);
        }
        ArrayReplace replace = (ArrayReplace) other;
        return new Passed(replace.at(carried(replace.index(), move)), move);
    }

    private static Passed passInsert(ArrayInsert insert, ArrayMove move) {
        int index = insert.index();
        return switch (Position.of(index, move)) {
            case AFTER -> new Passed(insert, move);
            case BEFORE, START -> new Passed(insert, move.shifted(1, 1));
            case WITHIN, END ->
                move.isForward()
                        ? new Passed(insert.at(index - 1), move.shifted(0, 1))
                        : new Passed(insert.at(index + 1), move.shifted(1, 0));
        };
    }

    private static Passed passRemove(ArrayRemove remove, ArrayMove move) {
        int index = remove.index();
        return switch (Position.of(index, move)) {
            case AFTER -> new Passed(remove, move);
            case BEFORE -> new Passed(remove, move.shifted(-1, -1));
            case START, WITHIN, END -> {
                if (index == move.fromIndex()) {
                    yield new Passed(remove.at(move.toIndex()), move.asNoOp());
                }
                yield move.isForward()
                        ? new Passed(remove.at(index - 1), move.shifted(0, -1))
                        : new Passed(remove.at(index + 1), move.shifted(-1, 0));
            }
        };
    }

    /** Returns the index of an element after the move. */
    private static int carried(int index, ArrayMove move) {
        if (index == move.fromIndex()) {
            return move.toIndex();
        }
        return switch (Position.of(index, move)) {
            case BEFORE, AFTER -> index;
            case START, WITHIN, END -> move.isForward() ? index - 1 : index + 1;
        };
    }

    /** Where an index lies in the range of a move. */
    private enum Position {
        BEFORE,
        START,
        WITHIN,
        END,
        AFTER;

        static Position of(int index, ArrayMove move) {
            if (index < move.low()) {
                return BEFORE;
            }
            if (index > move.high()) {
                return AFTER;
            }
            if (index == move.low()) {
                return START;
            }
            return index == move.high() ? END : WITHIN;
        }
    }
}
