package dev.coterie.convergence.model;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.coterie.convergence.model.ot.ModelSize;

import static org.assertj.core.api.Assertions.assertThat;

class SnapshotsTests {

    @ParameterizedTest
    @CsvSource({"1, 10, 500", "5000, 0, 500", "10000, 400000, 1800", "2, 5000000, 10000", "400000, 9000000, 10000"})
    void aLargeModelHasThemLessOften(int values, long characters, long expected) {
        assertThat(Snapshots.enough(new ModelSize(values, characters), 500)).isEqualTo(expected);
    }
}
