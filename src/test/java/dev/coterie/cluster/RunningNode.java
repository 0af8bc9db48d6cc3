package dev.coterie.cluster;

import java.time.Duration;

/** A node for tests of other rooms. */
public final class RunningNode implements AutoCloseable {

    private final LocalNode node = new LocalNode(Duration.ofSeconds(10));

    public Node node() {
        return node;
    }

    @Override
    public void close() {
        node.close();
    }
}
