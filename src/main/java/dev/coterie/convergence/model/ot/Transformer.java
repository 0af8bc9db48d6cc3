package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.List;

import dev.coterie.convergence.model.ot.Transformed.Steps;

/**
 * Transforms a committed operation and a client's concurrent one past each other, with the rules of the client
 * (1.0.0-rc.12): wherever both claim one place, the server's operation wins. Pure functions; any input is accepted,
 * since what does not fit a value is found when it is applied.
 */
final class Transformer {

    private Transformer() {}

    /** Transforms two operations that were made from the same state. A compound is taken member by member. */
    static Transformed transform(Operation server, Operation client) {
        if (server instanceof DiscreteOperation s && client instanceof DiscreteOperation c) {
            Steps pair = transformSteps(s, c);
            return new Transformed(pair.server(), pair.client());
        }
        List<DiscreteOperation> passed = new ArrayList<>();
        List<DiscreteOperation> remaining = client.steps();
        for (DiscreteOperation s : server.steps()) {
            Pass pass = pass(s, remaining);
            passed.add(pass.server());
            remaining = pass.client();
        }
        return new Transformed(like(server, passed), like(client, remaining));
    }

    private record Pass(DiscreteOperation server, List<DiscreteOperation> client) {}

    private static Pass pass(DiscreteOperation server, List<DiscreteOperation> client) {
        List<DiscreteOperation> passed = new ArrayList<>(client.size());
        DiscreteOperation s = server;
        for (DiscreteOperation c : client) {
            Steps pair = transformSteps(s, c);
            s = pair.server();
            passed.add(pair.client());
        }
        return new Pass(s, passed);
    }

    private static Operation like(Operation original, List<DiscreteOperation> steps) {
        return original instanceof CompoundOperation ? new CompoundOperation(steps) : steps.get(0);
    }

    /** Transforms two steps. Steps on different values, and steps without effect, pass each other unchanged. */
    static Steps transformSteps(DiscreteOperation server, DiscreteOperation client) {
        if (server.noOp() || client.noOp() || !server.id().equals(client.id())) {
            return new Steps(server, client);
        }
        if (server instanceof StringOperation s && client instanceof StringOperation c) {
            return StringTransformer.transform(s, c);
        }
        if (server instanceof ArrayOperation s && client instanceof ArrayOperation c) {
            return ArrayTransformer.transform(s, c);
        }
        if (server instanceof ObjectOperation s && client instanceof ObjectOperation c) {
            return ObjectTransformer.transform(s, c);
        }
        return ScalarTransformer.transform(server, client);
    }
}
