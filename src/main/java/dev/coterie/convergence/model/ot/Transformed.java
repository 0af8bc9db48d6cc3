package dev.coterie.convergence.model.ot;

/**
 * The result of a transformation.
 *
 * @param server the server's operation, to be applied after the client's
 * @param client the client's operation, to be applied after the server's
 */
record Transformed(Operation server, Operation client) {

    /** The same for two steps. */
    record Steps(DiscreteOperation server, DiscreteOperation client) {

        /** Returns the pair in which the server's step has lost its effect. */
        Steps serverNoOp() {
            return new Steps(server.asNoOp(), client);
        }

        /** Returns the pair in which the client's step has lost its effect. */
        Steps clientNoOp() {
            return new Steps(server, client.asNoOp());
        }

        /** Returns the pair in which neither step has an effect. */
        Steps bothNoOp() {
            return new Steps(server.asNoOp(), client.asNoOp());
        }
    }
}
