package dev.coterie.admin;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ByteCountTests {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1, 1 B",
        "1023, 1023 B",
        "1024, 1.0 KB",
        "1536, 1.5 KB",
        "102348, 99.9 KB",
        "102400, 100 KB",
        "1048575, 1.0 MB",
        "1048576, 1.0 MB",
        "5368709120, 5.0 GB",
        "9223372036854775807, 8.0 EB"
    })
    void choosesAUnitThatReadsWell(long bytes, String text) {
        assertThat(ByteCount.format(bytes)).isEqualTo(text);
    }
}
