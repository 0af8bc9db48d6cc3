package dev.coterie.convergence.model.ot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.coterie.convergence.model.ot.OperationHistory.Entry;

/**
 * Finds out which of the operations that a client has missed are its own: those that it sends again because it never
 * learnt that they were committed. They were sent by a session that may have been the client's, have the number of the
 * client's next unacknowledged operation, and are what that becomes past everything in between. Confined to one use.
 */
public final class OwnOperations {

    private final Set<String> candidates;
    private final Deque<Sent> sent;
    private final Set<Long> recognised = new HashSet<>();
    private List<Entry> others = new ArrayList<>();

    /**
     * @param candidates sessions that may have been the client's
     * @param sent what the client sends again, in its order
     */
    public OwnOperations(Set<String> candidates, List<Sent> sent) {
        this.candidates = new HashSet<>(candidates);
        this.sent = new ArrayDeque<>(sent);
    }

    /** An operation with the number that its author gave it. */
    public record Sent(int sequenceNumber, Operation operation) {}

    /** Takes the next operation that the client has missed. */
    public void missed(long contextVersion, String author, Sent committed) {
        Sent next = sent.peek();
        if (next != null && candidates.contains(author)) {
            if (next.sequenceNumber() == committed.sequenceNumber() && isOwn(next, committed)) {
                recognised.add(contextVersion);
                sent.remove();
                return;
            }
            // Somebody else's then, all of it.
            candidates.remove(author);
        }
        others.add(new Entry(contextVersion, author, committed.operation()));
    }

    /** Whether the operation that was made on a version is the client's own. */
    public boolean isOwn(long contextVersion) {
        return recognised.contains(contextVersion);
    }

    /** What others did, in the form in which it follows the client's own operations. */
    List<Entry> others() {
        return others;
    }

    private boolean isOwn(Sent next, Sent committed) {
        List<Entry> shifted = new ArrayList<>();
        Operation own = next.operation();
        for (Entry entry : others) {
            Transformed pair = Transformer.transform(entry.operation(), own);
            shifted.add(entry.with(pair.server()));
            own = pair.client();
        }
        if (!sameSteps(own, committed.operation())) {
            return false;
        }
        others = shifted;
        return true;
    }

    private static boolean sameSteps(Operation own, Operation committed) {
        List<DiscreteOperation> mine = split(own);
        List<DiscreteOperation> theirs = split(committed);
        if (mine.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < mine.size(); i++) {
            DiscreteOperation step = theirs.get(i);
            // What had nothing left to act on was committed as one without effect.
            if (!step.equals(mine.get(i))
                    && !(step.noOp() && step.equals(mine.get(i).asNoOp()))) {
                return false;
            }
        }
        return true;
    }

    /** As operations are committed. */
    private static List<DiscreteOperation> split(Operation operation) {
        List<DiscreteOperation> steps = new ArrayList<>();
        for (DiscreteOperation step : operation.steps()) {
            if (step instanceof StringSplice splice && !splice.noOp() && splice.isReplacement()) {
                steps.addAll(Normaliser.halves(splice));
            } else {
                steps.add(step);
            }
        }
        return steps;
    }
}
