package dev.coterie.convergence.model.ot;

import dev.coterie.convergence.model.ot.Transformed.Steps;

/** The rules for numbers, truth values and dates. Pure functions. */
final class ScalarTransformer {

    private ScalarTransformer() {}

    /** Transforms two steps on one value. Steps that cannot both fit it pass each other unchanged. */
    static Steps transform(DiscreteOperation server, DiscreteOperation client) {
        Steps unchanged = new Steps(server, client);
        if (server instanceof NumberOperation s && client instanceof NumberOperation c) {
            return transformNumbers(s, c);
        }
        if (server instanceof BooleanSet s && client instanceof BooleanSet c) {
            return bothSet(unchanged, s.value() == c.value());
        }
        if (server instanceof DateSet s && client instanceof DateSet c) {
            return bothSet(unchanged, s.value().equals(c.value()));
        }
        return unchanged;
    }

    private static Steps transformNumbers(NumberOperation server, NumberOperation client) {
        Steps unchanged = new Steps(server, client);
        if (server instanceof NumberSet s) {
            // Compared as the client does: zeros are equal, NaN never is.
            return client instanceof NumberSet c ? bothSet(unchanged, s.value() == c.value()) : unchanged.clientNoOp();
        }
        return client instanceof NumberSet ? unchanged.serverNoOp() : unchanged;
    }

    private static Steps bothSet(Steps unchanged, boolean equal) {
        return equal ? unchanged.bothNoOp() : unchanged.clientNoOp();
    }
}
