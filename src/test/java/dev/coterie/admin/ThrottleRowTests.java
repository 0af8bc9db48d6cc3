package dev.coterie.admin;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ThrottleRowTests {

    @ParameterizedTest
    @CsvSource({
        "20010db800000000, 2001:db8::/64",
        "20010db800000010, 2001:db8:0:10::/64",
        "20010db8a0100a00, 2001:db8:a010:a00::/64",
        "0000000000000000, ::/64",
        "192.0.2.1, 192.0.2.1",
        "somebody, somebody"
    })
    void writesNetworksAsPeopleDo(String counted, String written) {
        assertThat(ThrottleRow.address(counted)).isEqualTo(written);
    }
}
