package dev.coterie.bench;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SharedTextTests {

    private final SharedText text = new SharedText("abc", 5);

    @Test
    void ownEditsShowAtOnceAndOthersMovePastThem() {
        text.edit(Splice.insert(1, "X"));
        text.edit(Splice.insert(2, "Y"));
        text.remote(5, List.of(Splice.insert(1, "s"), Splice.remove(3, 1)));

        assertThat(text).hasToString("asXYb");
        assertThat(text.version()).isEqualTo(6);
        assertThat(text.inFlight()).isEqualTo(2);
    }

    @Test
    void acknowledgementsCountVersions() {
        text.edit(Splice.remove(0, 1));
        text.acknowledged(5);

        assertThat(text.version()).isEqualTo(6);
        assertThat(text.inFlight()).isZero();
    }

    @Test
    void anotherVersionThanTheNextIsAFault() {
        assertThatIllegalStateException().isThrownBy(() -> text.remote(6, List.of(Splice.insert(0, "x"))));
        assertThatIllegalStateException().isThrownBy(() -> text.acknowledged(5));
    }
}
