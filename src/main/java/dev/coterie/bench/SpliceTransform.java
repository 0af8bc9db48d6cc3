package dev.coterie.bench;

/**
 * The protocol's transformation of two concurrent splices, one committed by the server and one of a client, limited to
 * insertions and removals. Written apart from the server's own on purpose: a fault in one shows against the other.
 * Pure functions.
 */
final class SpliceTransform {

    private SpliceTransform() {}

    /** What the server's splice becomes for somebody who has the client's already. */
    static Splice server(Splice server, Splice client) {
        if (server.isIdle() || client.isIdle()) {
            return server;
        }
        if (client.isInsertion()) {
            return pastInsertion(server, client, server.isInsertion() && server.index() <= client.index());
        }
        return pastRemoval(server, client);
    }

    /** What the client's splice becomes for somebody who has the server's already. */
    static Splice client(Splice server, Splice client) {
        if (server.isIdle() || client.isIdle()) {
            return client;
        }
        if (server.isInsertion()) {
            return pastInsertion(client, server, client.isInsertion() && client.index() < server.index());
        }
        return pastRemoval(client, server);
    }

    /** @param stays for an insertion: whether it lies before the other one */
    private static Splice pastInsertion(Splice splice, Splice insertion, boolean stays) {
        int length = insertion.text().length();
        if (splice.isInsertion()) {
            return stays ? splice : splice.moved(length);
        }
        if (insertion.index() <= splice.index()) {
            return splice.moved(length);
        }
        return insertion.index() >= splice.end() ? splice : splice.widened(length);
    }

    private static Splice pastRemoval(Splice splice, Splice removal) {
        if (splice.isInsertion()) {
            if (splice.index() <= removal.index()) {
                return splice;
            }
            return splice.index() >= removal.end() ? splice.moved(-removal.deleteCount()) : splice.asNoOp();
        }
        int overlap = Math.min(splice.end(), removal.end()) - Math.max(splice.index(), removal.index());
        if (overlap == splice.deleteCount()) {
            return splice.asNoOp();
        }
        int removedBefore = Math.max(0, Math.min(splice.index(), removal.end()) - removal.index());
        return splice.moved(-removedBefore).widened(-Math.max(0, overlap));
    }
}
