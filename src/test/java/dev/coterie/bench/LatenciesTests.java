package dev.coterie.bench;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatenciesTests {

    @Test
    void percentilesAreOfWhatWasRecorded() {
        Latencies latencies = new Latencies();
        for (int micros = 1; micros <= 1000; micros++) {
            latencies.record(micros * 1000L);
        }

        Latencies.Percentiles percentiles = latencies.percentiles();

        Percentage threeDigits = Percentage.withPercentage(0.2);
        assertThat(percentiles.count()).isEqualTo(1000);
        assertThat(percentiles.p50()).isCloseTo(0.5, threeDigits);
        assertThat(percentiles.p95()).isCloseTo(0.95, threeDigits);
        assertThat(percentiles.p99()).isCloseTo(0.99, threeDigits);
        assertThat(percentiles.max()).isCloseTo(1, threeDigits);
    }

    @Test
    void anythingCanBeRecorded() {
        Latencies latencies = new Latencies();
        latencies.record(-1);
        latencies.record(Long.MAX_VALUE);

        assertThat(latencies.percentiles().count()).isEqualTo(2);
    }

    @Test
    void nothingHasNoPercentiles() {
        assertThat(new Latencies().percentiles().p99()).isNaN();
    }

    @Test
    void onlyTheMeasuredPartCounts() {
        Meter meter = new Meter();
        meter.acknowledged(1);
        meter.start();
        meter.acknowledged(2);
        meter.delivered(2);
        meter.stop();
        meter.delivered(3);

        assertThat(meter.acknowledgements().count()).isEqualTo(1);
        assertThat(meter.deliveries().count()).isEqualTo(1);
    }
}
