package dev.coterie.bench;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/** A closed loop that notes the time and the server's use of the processor at each tenth of the way. Confined to the loop. */
final class Tenths implements Pace {

    private static final int PARTS = 10;

    private final ClosedLoop loop;
    private final int edits;
    private final @Nullable ProcessProbe server;
    private final double[] microsPerEdit = new double[PARTS];
    private final double[] cpuMicrosPerEdit = new double[PARTS];
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int acknowledged;
    private int part;
    private int partStart;
    private long partStartNanos;
    private double partStartCpuSeconds;

    /** @param edits in all, {@value #PARTS} or more */
    Tenths(ClosedLoop loop, int edits, @Nullable ProcessProbe server) {
        this.loop = loop;
        this.edits = edits;
        this.server = server;
    }

    @Override
    public void start(Driven client) {
        begin();
        loop.start(client);
    }

    @Override
    public void acknowledged(Driven client) {
        acknowledged++;
        if (acknowledged >= (long) edits * (part + 1) / PARTS) {
            int count = acknowledged - partStart;
            microsPerEdit[part] = (System.nanoTime() - partStartNanos) / 1e3 / count;
            cpuMicrosPerEdit[part] = (cpuSeconds() - partStartCpuSeconds) * 1e6 / count;
            part++;
            begin();
        }
        if (part == PARTS) {
            done.complete(null);
        } else {
            loop.acknowledged(client);
        }
    }

    private void begin() {
        partStart = acknowledged;
        partStartNanos = System.nanoTime();
        partStartCpuSeconds = cpuSeconds();
    }

    private double cpuSeconds() {
        return server == null ? Double.NaN : server.cpuSeconds();
    }

    /** Completes when the last edit was acknowledged. */
    CompletableFuture<Void> done() {
        return done;
    }

    /** @param tenth from 1 to 10 */
    double microsPerEdit(int tenth) {
        return microsPerEdit[tenth - 1];
    }

    /** @param tenth from 1 to 10 */
    double cpuMicrosPerEdit(int tenth) {
        return cpuMicrosPerEdit[tenth - 1];
    }
}
