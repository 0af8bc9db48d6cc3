package dev.coterie.bench;

import dev.coterie.bench.WideStep.Change;

/**
 * The protocol's transformation of two concurrent edits of a wide object, one committed by the server and one of a
 * client. Written apart from the server's own on purpose, like {@link SpliceTransform}. Pure functions.
 */
final class WideTransform {

    private WideTransform() {}

    /**
     * Both edits, each for somebody who has the other one already.
     *
     * @param server what the committed one becomes
     * @param client what the client's becomes
     */
    record Pair(WideStep server, WideStep client) {}

    static Pair transform(WideStep server, WideStep client) {
        if (server instanceof WideStep.Text s && client instanceof WideStep.Text c && s.id().equals(c.id())) {
            return new Pair(
                    new WideStep.Text(s.id(), SpliceTransform.server(s.splice(), c.splice())),
                    new WideStep.Text(c.id(), SpliceTransform.client(s.splice(), c.splice())));
        }
        if (server instanceof WideStep.Property s
                && client instanceof WideStep.Property c
                && s.key().equals(c.key())
                && !s.noOp()
                && !c.noOp()) {
            return sameProperty(s, c);
        }
        // numbers that are added commute
        return new Pair(server, client);
    }

    private static Pair sameProperty(WideStep.Property server, WideStep.Property client) {
        if ((server.change() == Change.ADD) != (client.change() == Change.ADD)) {
            throw new IllegalStateException(server + " and " + client + " were not made from one state");
        }
        return switch (server.change()) {
            case ADD -> new Pair(server.as(Change.SET), client.asNoOp());
            case SET ->
                client.change() == Change.REMOVE
                        ? new Pair(server.as(Change.ADD), client.asNoOp())
                        : new Pair(server, client.asNoOp());
            case REMOVE ->
                client.change() == Change.REMOVE
                        ? new Pair(server.asNoOp(), client.asNoOp())
                        : new Pair(server.asNoOp(), client.as(Change.ADD));
        };
    }
}
