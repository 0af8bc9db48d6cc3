package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** A model with its stored operations and its connections, without a network. */
final class SimulatedServer {

    static final String SYSTEM = "system";

    private final SharedModel model;
    private final List<Stored> log = new ArrayList<>();
    private final long firstVersion;
    private final Map<String, SimulatedClient> connections = new HashMap<>();

    SimulatedServer(ObjectValue initial, long version, ModelLimits limits) {
        model = new SharedModel(new ModelData(initial, limits), version, limits);
        firstVersion = version;
    }

    record Submission(int sequenceNumber, long contextVersion, Operation operation) {}

    /** A remote operation, or an acknowledgement if there is none. */
    record Message(
            long contextVersion,
            int sequenceNumber,
            @Nullable Operation operation) {}

    record Stored(String session, int sequenceNumber, AppliedOperation applied) {}

    SharedModel model() {
        return model;
    }

    List<Stored> log() {
        return log;
    }

    void open(String session, SimulatedClient client) {
        model.open(session, model.version());
        connections.put(session, client);
    }

    void disconnect(String session) {
        model.leave(session);
        connections.remove(session);
    }

    /** Resynchronises a client that had the given sessions before; answers what it missed. */
    void resync(String session, SimulatedClient client, Set<String> earlierSessions) {
        int first = (int) (client.contextVersion() - firstVersion);
        boolean lostAcknowledgement =
                log.subList(first, log.size()).stream().anyMatch(stored -> earlierSessions.contains(stored.session()));
        if (lostAcknowledgement) {
            var outcome = model.submitOwn(SYSTEM, new CompoundOperation(List.of()));
            commit(SYSTEM, 0, (SubmitOutcome.Accepted) outcome);
        }
        model.startResync(session);
        for (int i = first; i < log.size(); i++) {
            Stored stored = log.get(i);
            boolean own = earlierSessions.contains(stored.session());
            client.fromServer.add(new Message(
                    firstVersion + i,
                    stored.sequenceNumber(),
                    own ? null : stored.applied().operation()));
        }
        connections.put(session, client);
    }

    /** Takes the next submission of a session. */
    void receive(String session, Submission submission) {
        SubmitOutcome outcome = model.submit(session, submission.contextVersion(), submission.operation());
        assertThat(outcome).as("%s from %s", submission, session).isInstanceOf(SubmitOutcome.Accepted.class);
        commit(session, submission.sequenceNumber(), (SubmitOutcome.Accepted) outcome);
    }

    private void commit(String author, int sequenceNumber, SubmitOutcome.Accepted accepted) {
        assertThat(accepted.contextVersion()).isEqualTo(firstVersion + log.size());
        log.add(new Stored(author, sequenceNumber, accepted.applied()));
        connections.forEach((session, client) -> client.fromServer.add(new Message(
                accepted.contextVersion(), sequenceNumber, session.equals(author) ? null : accepted.operation())));
    }
}
