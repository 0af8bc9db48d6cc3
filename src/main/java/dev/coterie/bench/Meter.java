package dev.coterie.bench;

/** Counts while the measured part of a run lasts. Confined to the event loop. */
final class Meter {

    private final Latencies acknowledgements = new Latencies();
    private final Latencies deliveries = new Latencies();
    private boolean recording;

    void start() {
        acknowledgements.reset();
        deliveries.reset();
        recording = true;
    }

    void stop() {
        recording = false;
    }

    void acknowledged(long nanos) {
        if (recording) {
            acknowledgements.record(nanos);
        }
    }

    void delivered(long nanos) {
        if (recording) {
            deliveries.record(nanos);
        }
    }

    Latencies.Percentiles acknowledgements() {
        return acknowledgements.percentiles();
    }

    Latencies.Percentiles deliveries() {
        return deliveries.percentiles();
    }
}
