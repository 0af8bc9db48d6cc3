package dev.coterie.bench;

/**
 * Keeps a number of edits in flight: the next leaves when one is acknowledged. Confined to the event loop.
 *
 * @param window edits in flight, 1 or more
 */
record ClosedLoop(int window) implements Pace {

    @Override
    public void start(Driven client) {
        boolean more = true;
        while (more && client.inFlight() < window) {
            more = client.edit();
        }
    }

    @Override
    public void acknowledged(Driven client) {
        start(client);
    }
}
