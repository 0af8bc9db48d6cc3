package dev.coterie.socket;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CompressionHandshakeHandlerTests {

    @Test
    void onlyWhatWeCanDoIsAnOffer() {
        assertThat(offers("permessage-deflate")).isTrue();
        assertThat(offers("Permessage-Deflate; client_max_window_bits")).isTrue();
        assertThat(offers("x, permessage-deflate; server_max_window_bits=10, permessage-deflate"))
                .isTrue();
        assertThat(offers("permessage-deflate; server_max_window_bits=\"15\"")).isTrue();
        assertThat(offers("permessage-deflate; server_max_window_bits=10")).isFalse();
        assertThat(offers("permessage-deflated")).isFalse();
        assertThat(offers("")).isFalse();
    }

    @Test
    void theUrlMayRefuse() {
        assertThat(CompressionHandshakeHandler.refuses(null)).isFalse();
        assertThat(CompressionHandshakeHandler.refuses("a=b&compression=1")).isFalse();
        assertThat(CompressionHandshakeHandler.refuses("a=b&compression=0")).isTrue();
    }

    private static boolean offers(String header) {
        return CompressionHandshakeHandler.offers(List.of(header));
    }
}
