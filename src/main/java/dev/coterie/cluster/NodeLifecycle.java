package dev.coterie.cluster;

import org.springframework.context.SmartLifecycle;

/** Ends the node at its place in the order of things. Thread-safe. */
final class NodeLifecycle implements SmartLifecycle {

    /** Below the web server's phases (2048 under the default): it starts after us and stops before us. */
    static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private final LocalNode node;
    private volatile boolean running;

    NodeLifecycle(LocalNode node) {
        this.node = node;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        node.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
