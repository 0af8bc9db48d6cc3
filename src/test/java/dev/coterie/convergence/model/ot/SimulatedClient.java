package dev.coterie.convergence.model.ot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client as seen by a {@link SimulatedServer}: it applies its own edits at once, keeps them in flight until they are
 * acknowledged, and moves them past what others did meanwhile.
 */
final class SimulatedClient {

    final Deque<SimulatedServer.Submission> toServer = new ArrayDeque<>();
    final Deque<SimulatedServer.Message> fromServer = new ArrayDeque<>();

    private final ModelData data;
    private final RandomOperations edits;
    private List<SimulatedServer.Submission> inFlight = new ArrayList<>();
    private long contextVersion;
    private int sequenceNumber;

    SimulatedClient(ObjectValue initial, long version, RandomOperations edits) {
        data = new ModelData(initial, ModelLimits.DEFAULT);
        contextVersion = version;
        this.edits = edits;
    }

    /** Edits; sends the edit if there is a connection. */
    void edit(boolean online) {
        Operation operation = edits.edit(data);
        var submission = new SimulatedServer.Submission(++sequenceNumber, contextVersion, operation);
        inFlight.add(submission);
        if (online) {
            toServer.add(submission);
        }
    }

    /** Sends again what was in flight when the connection broke. */
    void resend() {
        toServer.addAll(inFlight);
    }

    void receive() {
        SimulatedServer.Message message = fromServer.remove();
        assertThat(message.contextVersion()).as("no gap, no duplicate").isEqualTo(contextVersion);
        if (message.operation() == null) {
            assertThat(inFlight.remove(0).sequenceNumber()).isEqualTo(message.sequenceNumber());
            contextVersion++;
        } else {
            contextVersion++;
            receive(message.operation());
        }
    }

    private void receive(Operation operation) {
        Operation remote = operation;
        List<SimulatedServer.Submission> rebased = new ArrayList<>();
        for (SimulatedServer.Submission own : inFlight) {
            Transformed pair = Transformer.transform(remote, own.operation());
            remote = pair.server();
            rebased.add(new SimulatedServer.Submission(own.sequenceNumber(), contextVersion, pair.client()));
        }
        inFlight = rebased;
        for (DiscreteOperation step : remote.steps()) {
            checkThatTheClientCanApply(step);
            TestModels.apply(data, step);
        }
    }

    private void checkThatTheClientCanApply(DiscreteOperation step) {
        if (step instanceof ObjectSet set) {
            assertThat(set.values()).as("the client cannot decode an empty set").isNotEmpty();
        }
        if (step instanceof StringSplice splice && !splice.noOp() && data.contains(splice.id())) {
            assertThat(splice.end()).isLessThanOrEqualTo(data.textLength(splice.id()));
            assertThat(splice.isReplacement()).as("%s is a true splice", splice).isFalse();
        }
    }

    long contextVersion() {
        return contextVersion;
    }

    boolean isIdle() {
        return inFlight.isEmpty() && toServer.isEmpty() && fromServer.isEmpty();
    }

    ObjectValue snapshot() {
        return data.snapshot();
    }
}
